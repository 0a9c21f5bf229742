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

    @Test(
        "A thousand numbers go through everything, failures included, and none is in a message, a dump or the database")
    func thousand() async throws {
        let seed: UInt64 = 1_000
        let numbers = TestPersons.numbers(1_000, seed: seed)
        let heard = Heard()
        let scan = NumberScan(numbers)
        try await CitizenTown.with { town in
            let text =
                "cpr,name,target_group,target_group_from\n" + numbers.map { "\($0),Eva Prøve,9,2020-01-01\n" }.joined()
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
                #expect(scan.leaks(in: content).isEmpty, "seed \(seed): \(table)")
            }
        }
        let said = heard.all
        #expect(said.count > 100_000)
        let leaked = scan.leaks(in: said)
        #expect(leaked.isEmpty, "seed \(seed): \(leaked.count) numbers were said")
    }

    @Test("The scan finds a number as it is, with its dash, and as the hexadecimal digits of its bytes")
    func scanFinds() {
        let scan = NumberScan(["7603901234", "7703901234"])
        for text in ["x7603901234", "(760390-1234)", "\\x0037363033393031323334ff", "17603901234", "76039-01234"] {
            #expect(scan.leaks(in: text) == [7_603_901_234], "\(text)")
        }
        #expect(scan.leaks(in: "760390-••••, 7603911234, 770390 1234").isEmpty)
    }

    /// Lines that can't be used, with the number in every place where one could put it.
    private static func broken(_ number: String, _ index: Int) -> [String] {
        let dashed = "\(number.prefix(6))-\(number.suffix(4))"
        let all = [
            "\(number)9,Eva", "\(number),\(number)", "\(dashed),Eva \(dashed)", "\(number),", "\"\(number)",
            "\(dashed)x,Eva",
            "32\(number.dropFirst(2)),Eva", "\(number),Eva,\(number)", "Eva,\(number)", "\(number) \(number),Eva",
            "\u{0}\(number),Eva",
            "\(number.prefix(6)) - \(number.suffix(4)),Eva",
        ]
        return index < 20 ? all : [all[index % all.count]]
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

/// Finds numbers in text, with or without a dash, as digits or as the hexadecimal digits of a `bytea`.
struct NumberScan: Sendable {
    private let numbers: Set<Int>

    init(_ numbers: [String]) {
        self.numbers = Set(numbers.compactMap { Int($0) })
    }

    func leaks(in text: String) -> Set<Int> {
        var found: Set<Int> = []
        var digits: [UInt8] = []
        for byte in text.utf8 where byte != UInt8(ascii: "-") {
            guard (48...57).contains(byte) else {
                digits.removeAll(keepingCapacity: true)
                continue
            }
            digits.append(byte - 48)
            check(digits.suffix(10), &found)
            let last = digits.suffix(20)
            if last.count == 20, stride(from: last.startIndex, to: last.endIndex, by: 2).allSatisfy({ last[$0] == 3 }) {
                check(stride(from: last.startIndex + 1, to: last.endIndex, by: 2).map { last[$0] }[...], &found)
            }
        }
        return found
    }

    private func check(_ digits: ArraySlice<UInt8>, _ found: inout Set<Int>) {
        guard digits.count == 10 else { return }
        let number = digits.reduce(0) { $0 * 10 + Int($1) }
        if numbers.contains(number) { found.insert(number) }
    }
}
