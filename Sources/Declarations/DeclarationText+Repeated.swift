import Yams

extension DeclarationError {
    /// A key that stands a second time in its mapping.
    static func twice(
        _ key: String, first: DeclarationPlace, at second: DeclarationPlace
    ) -> DeclarationError {
        DeclarationError(
            at: second,
            first == second
                ? "the key \(key.quoted) stands here twice; keep one"
                : "the key \(key.quoted) stands here again, first on line \(first.line); keep one")
    }
}

extension DeclarationText {
    /// Where a key stands the second time.
    ///
    /// The parser tells only the first place. So the later places where the word stands are made other words, from the end
    /// on, until the parser no longer objects: the last one changed is the second place.
    ///
    /// - Returns: `nil` if the key is spelled differently there.
    func secondPlace(of key: String, after first: DeclarationPlace) -> DeclarationPlace? {
        guard (1...100).contains(key.utf8.count), let start = index(of: first) else { return nil }
        let words = text[start...].ranges(of: key).dropFirst()
        // Of the words that may stay, the least number with which the key stands twice.
        var bounds = 0...words.count
        while bounds.lowerBound < bounds.upperBound {
            let half = (bounds.lowerBound + bounds.upperBound) / 2
            bounds =
                isRepeated(at: first, without: words.dropFirst(half))
                ? bounds.lowerBound...half : half + 1...bounds.upperBound
        }
        let kept = words.prefix(bounds.lowerBound)
        guard let second = kept.last, isRepeated(at: first, without: words.dropFirst(kept.count)) else { return nil }
        let before = text[..<second.lowerBound]
        return place(
            of: before.last == "\"" || before.last == "'" ? before.index(before: before.endIndex) : second.lowerBound)
    }

    private func index(of place: DeclarationPlace) -> String.Index? {
        var cursor = TextCursor()
        for index in text.unicodeScalars.indices {
            if cursor.line == place.line, cursor.column == place.column { return index }
            cursor.advance(over: text.unicodeScalars[index])
        }
        return nil
    }

    private func place(of index: String.Index) -> DeclarationPlace {
        var cursor = TextCursor()
        for scalar in text[..<index].unicodeScalars { cursor.advance(over: scalar) }
        return DeclarationPlace(file: file, line: cursor.line, column: cursor.column)
    }

    /// Whether the parser finds the same key twice when some of its places hold another word.
    private func isRepeated(at first: DeclarationPlace, without places: ArraySlice<Range<String.Index>>) -> Bool {
        var other = ""
        var rest = text.startIndex
        for place in places {
            // As many characters as before, so that places stay what they are.
            other += text[rest..<place.lowerBound]
            other += text[place].unicodeScalars.map { _ in "\u{E000}" }.joined()
            rest = place.upperBound
        }
        other += text[rest...]
        do {
            _ = try Parser(yaml: other, resolver: .basic, encoding: .utf8).singleRoot()
            return false
        } catch YamlError.duplicatedKeysInMapping(_, let context) {
            return context.mark.line == first.line && context.mark.column == first.column
        } catch {
            return false
        }
    }
}

/// Counts lines and columns. Lines end with LF, CR or CR LF; the parser's other breaks were refused before.
private struct TextCursor {
    private(set) var line = 1
    private(set) var column = 1
    private var previous: Unicode.Scalar = " "

    mutating func advance(over scalar: Unicode.Scalar) {
        defer { previous = scalar }
        if scalar == "\n", previous == "\r" { return }
        if scalar == "\n" || scalar == "\r" {
            line += 1
            column = 1
        } else {
            column += 1
        }
    }
}
