/// The words by which configuration and commands name things: `mikrofleks`, `flow-2025`.
enum Slug {
    /// A slug: a small letter, then small letters, digits and hyphens.
    static func parse(_ text: String) throws -> String {
        guard text.count <= 41, text.first.map({ ("a"..."z").contains($0) }) ?? false, text.allSatisfy(isSmall) else {
            throw Malformed(
                description: "begin with a small letter a–z and go on with these, digits and hyphens, at most 41")
        }
        return text
    }

    /// The slug of a decision, which may begin with a digit: `2025-flow`.
    static func parseReference(_ text: String) throws -> String {
        guard text.count <= 61, text.first.map({ isSmall($0) && $0 != "-" }) ?? false, text.allSatisfy(isSmall) else {
            throw Malformed(description: "use small letters a–z, digits and hyphens, at most 61")
        }
        return text
    }

    /// The code of a target group: the number in the law, or a local word.
    static func parseCode(_ text: String) throws -> String {
        guard (1...20).contains(text.count), text.allSatisfy(isSmall) else {
            throw Malformed(description: "use the number in § 6, or a word of small letters a–z, digits and hyphens")
        }
        return text
    }

    private static func isSmall(_ character: Character) -> Bool {
        character == "-" || ("0"..."9").contains(character) || ("a"..."z").contains(character)
    }

    private struct Malformed: Error, CustomStringConvertible {
        let description: String
    }
}
