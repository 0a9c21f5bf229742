/// The table under "Arrows" in `ARCHITECTURE.md`: for each target, what it may depend on.
struct ArrowTable {
    let allowed: [String: Set<String>]

    struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    /// Reads the rows `| target | room, room | product, product |` of the section, names in backquotes.
    init(_ text: String) throws {
        let section = text.split(separator: "\n## Arrows\n").dropFirst().first?.split(separator: "\n## ").first
        guard let section else { throw Unreadable(description: "ARCHITECTURE.md has no section named Arrows") }
        var allowed: [String: Set<String>] = [:]
        for line in section.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map(Self.names(in:))
            guard cells.count == 3, let target = cells[0].first, cells[0].count == 1 else {
                throw Unreadable(description: "not a row of the table of arrows: \(line)")
            }
            allowed[target] = Set(cells[1] + cells[2])
        }
        guard !allowed.isEmpty else { throw Unreadable(description: "the table of arrows is empty") }
        self.allowed = allowed
    }

    private static func names(in cell: Substring) -> [String] {
        // Between the backquotes of a cell, every second piece is a name.
        cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }
            .map { String($0.element) }
    }
}
