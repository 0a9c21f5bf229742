/// Looks at a file's characters before a parser does, and refuses what could hurt or mislead.
///
/// Two kinds of things. Characters that are never meant: NUL, control characters, and those that make a line read
/// differently from what it says. And the parts of YAML with which a small file stands for a large one: anchors and
/// aliases, a parser of which may take exponential time before anyone can look at the result, and keys that are
/// themselves collections.
///
/// The second check reads YAML more simply than a parser does, and errs on the side of refusing: it knows no quotes, so
/// the text `"see: *b"` is taken for an alias. Every real one is found, because an alias can only stand where a value
/// begins.
struct YAMLInspection {
    private let file: String
    private var line = 1
    private var column = 1
    /// Whether a value may begin here.
    private var atValue = true
    /// Whether a list or mapping in brackets has begun anywhere before; from then on commas and colons count.
    private var sawBrackets = false
    private var inComment = false
    private var previous: Unicode.Scalar = "\n"

    init(file: String) {
        self.file = file
    }

    /// Goes through the whole text.
    ///
    /// - Throws: ``DeclarationError`` at the first thing refused.
    mutating func inspect(_ text: String) throws(DeclarationError) {
        var rest = Array(text.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            try check(scalar)
            if scalar == "\n" || scalar == "\r" {
                inComment = false
                atValue = true
                // CR LF is one break.
                if !(scalar == "\n" && previous == "\r") { line += 1 }
                column = 1
            } else {
                if !inComment { try step(scalar, before: rest.first ?? "\n") }
                column += 1
            }
            previous = scalar
        }
    }

    private func check(_ scalar: Unicode.Scalar) throws(DeclarationError) {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D:
            return
        case 0x00:
            throw refused("a NUL byte: is this a text file?")
        case 0x01...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF:
            throw refused("a character that can't be seen (U+\(String(scalar.value, radix: 16, uppercase: true)))")
        default:
            return
        }
    }

    private mutating func step(_ scalar: Unicode.Scalar, before next: Unicode.Scalar) throws(DeclarationError) {
        if column == 1, scalar == "%" { throw refused("directives (%…) are not used in these files") }
        if atValue {
            try stepAtValue(scalar, next)
        } else {
            switch scalar {
            case ":": atValue = sawBrackets || next.isBlank
            case ",", "[", "{": atValue = sawBrackets
            default: break
            }
        }
    }

    private mutating func stepAtValue(_ scalar: Unicode.Scalar, _ next: Unicode.Scalar) throws(DeclarationError) {
        switch scalar {
        case " ", "\t", ",", "]", "}":
            return
        case "[", "{":
            sawBrackets = true
        case "-" where next.isBlank || next == "-":
            // A list's element, or a document's `---`: what follows begins a value.
            return
        case "#" where !sawBrackets:
            // Inside brackets a line like this may be the middle of a text in quotes.
            inComment = true
        case "&" where next.canNameAnAnchor, "*" where next.canNameAnAnchor:
            throw refused("anchors (&name) and aliases (*name) are not used in these files; write the value out")
        case "!":
            throw refused("tags (!name) are not used in these files; put quotes around a text that begins so")
        case "?" where next.isBlank || sawBrackets:
            throw refused("a key must be a word; put quotes around a text that begins with '?'")
        default:
            atValue = scalar == ":" && (next.isBlank || sawBrackets)
        }
    }

    private func refused(_ message: String) -> DeclarationError {
        DeclarationError(at: DeclarationPlace(file: file, line: line, column: column), message)
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool { self == " " || self == "\t" || self == "\n" || self == "\r" }

    /// As the parser has it: letters, digits, `-` and `_`; anything beyond ASCII is counted too, to be on the safe side.
    fileprivate var canNameAnAnchor: Bool {
        !isASCII || self == "-" || self == "_" || properties.isAlphabetic || ("0"..."9").contains(self)
    }
}
