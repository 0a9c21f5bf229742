import Citizens
import Municipal
import Postgres
import Synchronization
import Tenancy
import TestSupport
import Testing

@Suite("CPR numbers stay where they belong")
struct SecrecyTests {
    /// Everything that was said during a test.
    private final class Heard: Sendable {
        private let lines = Mutex<[String]>([])
        func hear(_ thing: some Any) {
            var dumped = ""
            dump(thing, to: &dumped)
            lines.withLock { $0 += ["\(thing)", String(reflecting: thing), dumped] }
        }
        var all: String { lines.withLock { $0.joined(separator: "\n") } }
    }

    @Test("A thousand numbers go through everything, failures included, and none is in a message, a dump or the database")
    func thousand() async throws {
        let seed: UInt64 = 1_000
        let numbers = TestPersons.numbers(1_000, seed: seed)
        let heard = Heard()
        try await CitizenTown.with { town in
            let text = "cpr,name,target_group,target_group_from\n" + numbers.map { "\($0),Eva Prøve,9,2020-01-01\n" }.joined()
            heard.hear(try await town.bring(text))
            heard.hear(try await town.bring(text.replacing("Eva", with: "Ida")))
            heard.hear(try await town.bring(text.replacing(",9,2020", with: ",2,2019"), partial: true))
            for (index, number) in numbers.enumerated() {
                for broken in Self.broken(number, index) {
                    do {
                        heard.hear(try await town.bring("cpr,name\n\(broken)\n", dryRun: true))
                    } catch {
                        heard.hear(error)
                    }
                }
                if index < 50 {
                    heard.hear(try await town.find(number, in: TestDatabase.ishoj) as Any)
                    heard.hear(try await town.find(number, in: TestDatabase.aalborg) as Any)
                    heard.hear(try await town.reveal(Int32(index + 1)))
                    heard.hear(try await town.show(Int32(index + 1)))
                }
            }
            try await town.erase(1)
            for (table, content) in try await Self.database(town) {
                for number in numbers {
                    #expect(!Self.holds(content, number), "seed \(seed): \(table)")
                }
            }
        }
        let said = heard.all
        #expect(said.count > 100_000)
        let leaked = numbers.filter { Self.holds(said, $0) }
        #expect(leaked.isEmpty, "seed \(seed): \(leaked.count) numbers were said")
    }

    /// Lines that can't be used, with the number in every place where one could put it.
    private static func broken(_ number: String, _ index: Int) -> [String] {
        let dashed = "\(number.prefix(6))-\(number.suffix(4))"
        let all = [
            "\(number)9,Eva", "\(number),\(number)", "\(dashed),Eva \(dashed)", "\(number),", "\"\(number)", "\(dashed)x,Eva",
            "32\(number.dropFirst(2)),Eva", "\(number),Eva,\(number)", "Eva,\(number)", "\(number) \(number),Eva", "\u{0}\(number),Eva",
            "\(number.prefix(6)) - \(number.suffix(4)),Eva",
        ]
        return index < 20 ? all : [all[index % all.count]]
    }

    /// With or without its dash, as text or as the hexadecimal digits of a `bytea`.
    private static func holds(_ text: String, _ number: String) -> Bool {
        let hexadecimal = number.utf8.map { String($0, radix: 16) }.joined()
        return text.contains(number) || text.contains("\(number.prefix(6))-\(number.suffix(4))") || text.contains(hexadecimal)
    }

    /// Every table of the schema as text.
    private static func database(_ town: CitizenTown) async throws -> [(String, String)] {
        try await town.superuser.transaction(.readOnly) { tx in
            let tables = try tx.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'sluse'") { row in
                try row.next(String.self)
            }
            #expect(tables.count > 20)
            var contents: [(String, String)] = []
            for table in tables {
                let rows = try tx.fetch("SELECT t::text FROM sluse.\(identifier: table) AS t") { row in
                    try row.next(String.self)
                }
                contents.append((table, rows.joined(separator: "\n")))
            }
            return contents
        }
    }
}
