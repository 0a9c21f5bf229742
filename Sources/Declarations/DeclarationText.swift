import Foundation
import Yams

/// The text of a file that is fit to be given to a parser of YAML.
struct DeclarationText {
    let file: String
    let text: String

    /// Checks size, encoding and characters.
    ///
    /// - Throws: ``DeclarationError`` at the first thing that is wrong.
    init(_ bytes: [UInt8], file: String, maximumBytes: Int) throws(DeclarationError) {
        self.file = file
        let start = DeclarationPlace(file: file, line: 1, column: 1)
        guard bytes.count <= maximumBytes else {
            throw DeclarationError(at: start, "the file is larger than \(maximumBytes) bytes; is it the right one?")
        }
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard let text = String(validating: content, as: UTF8.self) else {
            // Up to the first character the decoder had to replace, the text is right.
            let readable = String(decoding: content, as: UTF8.self).prefix { $0 != "\u{FFFD}" }
            let lines = readable.split(separator: "\n", omittingEmptySubsequences: false)
            let column = (lines.last?.unicodeScalars.count ?? 0) + 1
            throw DeclarationError(
                at: DeclarationPlace(file: file, line: lines.count, column: column),
                "this is not UTF-8; save the file in that encoding")
        }
        self.text = text
        var inspection = YAMLInspection(file: file)
        try inspection.inspect(text)
    }

    /// Parses the one document of the file.
    ///
    /// - Throws: ``DeclarationError`` where the text stops being YAML, or if there is no document or a second one.
    func root() throws(DeclarationError) -> Node {
        let node: Node?
        do {
            // The basic resolver leaves every value as it was written: what `no` or `12` means is for the reader.
            node = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
        } catch {
            throw refusal(of: error)
        }
        guard let node, node.scalar?.isMissing != true else {
            throw DeclarationError(at: DeclarationPlace(file: file, line: 1, column: 1), "the file is empty")
        }
        return node
    }

    private func refusal(of error: any Error) -> DeclarationError {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?:
            self.error(at: mark, "this is not YAML: \(problem)\(hint(for: problem))")
        case .composer(_, let problem, let mark, _)?:
            problem.contains("another document")
                ? self.error(at: mark, "a second document begins here; a file has one")
                : self.error(at: mark, "this is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let names, let context)?:
            repeated(names.first ?? "", first: context.mark)
        default:
            DeclarationError(at: DeclarationPlace(file: file, line: 1, column: 1), "this is not YAML")
        }
    }

    private func repeated(_ key: String, first: Mark) -> DeclarationError {
        let place = place(first)
        return .twice(key.normalised, first: place, at: secondPlace(of: key, after: place) ?? place)
    }

    private func error(at mark: Mark, _ message: String) -> DeclarationError {
        DeclarationError(at: place(mark), message)
    }

    private func place(_ mark: Mark) -> DeclarationPlace {
        DeclarationPlace(file: file, line: mark.line, column: mark.column)
    }

    private func hint(for problem: String) -> String {
        switch problem {
        case "found character that cannot start any token": " (indent with spaces, put quotes around @, ` and %)"
        case "mapping values are not allowed in this context": " (is a text with ': ' in it without quotes?)"
        default: ""
        }
    }
}

extension String {
    /// The text in normalisation form C: `ø` and `å` are one character each, however they were typed.
    var normalised: String { precomposedStringWithCanonicalMapping }
}
