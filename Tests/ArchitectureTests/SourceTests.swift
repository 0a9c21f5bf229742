import Testing

@Suite("The files of the project")
struct SourceTests {
    @Test("No source file is longer than 400 lines")
    func length() throws {
        let sources = try Checkout.files(under: "Sources")
        #expect(!sources.isEmpty)
        for file in sources {
            #expect(file.lines.count <= 401, "\(file) has \(file.lines.count - 1) lines; split it")
        }
    }

    @Test("No file or folder is named for nothing in particular")
    func names() throws {
        let nothing: Set = ["util", "utils", "utilities", "helper", "helpers", "manager", "managers", "common"]
        for folder in ["Sources", "Tests", "Plugins"] {
            for file in try Checkout.files(under: folder) where !file.path.words.isDisjoint(with: nothing) {
                Issue.record("\(file): name it for what it does")
            }
        }
    }

    @Test("Whoever vouches that something is safe between threads says right before it why that is true")
    func vouching() throws {
        for folder in ["Sources", "Tests", "Plugins"] {
            for file in try Checkout.files(under: folder) where file.path.hasSuffix(".swift") {
                for (number, line) in file.lines.enumerated() where line.vouches && !line.isComment {
                    if number > 0, file.lines[number - 1].isComment { continue }
                    Issue.record("\(file):\(number + 1): a sentence before this must say why it is true")
                }
            }
        }
    }

    @Test("SQL stands in repositories and statements")
    func sql() throws {
        // The client speaks SQL to do its own work, and Schema runs what sql/ says.
        let rooms = ["Sources/Postgres/", "Sources/Schema/"]
        let files = ["Repository.swift", "Statements.swift"]
        let sql =
            #/
            \b(?: SELECT | INSERT\ INTO | DELETE\ FROM | MERGE\ INTO | TRUNCATE | GRANT | REVOKE
              | (?:CREATE|ALTER|DROP)\ (?:TABLE|ROLE|DATABASE|VIEW|FUNCTION|POLICY) )\s
            | \bUPDATE\s+[a-z_"\\]
            /#
        for file in try Checkout.files(under: "Sources") where file.path.hasSuffix(".swift") {
            if rooms.contains(where: file.path.hasPrefix) || files.contains(where: file.path.hasSuffix) { continue }
            for (number, line) in file.lines.enumerated() where !line.isComment {
                // What an error advises a person to run is not run here.
                if line.contains("advice:") || !line.contains(sql) { continue }
                Issue.record("\(file):\(number + 1): this belongs in a repository")
            }
        }
    }

    @Test("Nobody's CPR number is in the tree: every one has 60 added to the day")
    func personalNumbers() throws {
        for file in try Checkout.files() where file.name != "Package.resolved" {
            for (number, line) in file.lines.enumerated() where line.hasPersonalNumber {
                Issue.record("\(file):\(number + 1): this may be somebody's CPR number")
            }
        }
    }
}

extension Substring {
    /// Whether a line of Swift is a remark.
    var isComment: Bool { drop { $0 == " " }.hasPrefix("//") }

    /// Whether a line takes the compiler's place as the judge of what threads may share.
    fileprivate var vouches: Bool {
        // In two pieces, because this line is looked at too.
        contains("@unchecked" + " Sendable") || contains("nonisolated" + "(unsafe)")
    }

    /// Whether ten digits that begin with a day and a month stand by themselves in the line, with or without a hyphen.
    ///
    /// A production unit's number looks alike if its third and fourth digit are a month; samples use others.
    fileprivate var hasPersonalNumber: Bool {
        split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && $0 != "-" && $0 != "." }.contains { word in
            let digits = word.utf8.filter { $0 != UInt8(ascii: "-") }.map { Int($0) - 48 }
            let hyphens = word.utf8.enumerated().filter { $0.element == UInt8(ascii: "-") }.map(\.offset)
            guard digits.count == 10, digits.allSatisfy({ 0...9 ~= $0 }), hyphens == [] || hyphens == [6] else {
                return false
            }
            return 1...31 ~= digits[0] * 10 + digits[1] && 1...12 ~= digits[2] * 10 + digits[3]
        }
    }
}

extension String {
    /// The words of a path, in lower case: `Foo/BarUtils+Baz.swift` has foo, bar, utils, baz and swift.
    fileprivate var words: Set<String> {
        var words = [""]
        for character in self {
            if character.isUppercase || !character.isLetter { words.append("") }
            if character.isLetter { words[words.count - 1] += character.lowercased() }
        }
        return Set(words)
    }
}
