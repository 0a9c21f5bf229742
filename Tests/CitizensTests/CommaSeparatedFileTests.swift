import Citizens
import PropertyTestSupport
import Tenancy
import Testing

@Suite("CSV files")
struct CommaSeparatedFileTests {
    private func read(_ text: String) throws -> CommaSeparatedFile { try read(Array(text.utf8)) }

    private func read(_ bytes: [UInt8]) throws -> CommaSeparatedFile {
        try CommaSeparatedFile(bytes, name: "test.csv", required: ["cpr", "name"], optional: ["unit"])
    }

    private func refusal(_ bytes: [UInt8]) throws -> Refusal {
        try #require(#expect(throws: Refusal.self) { try read(bytes) })
    }

    @Test(
        "Byte order mark, separator, line ends, order and case of columns, quotation marks and a missing last line end don't matter",
        arguments: [
            "cpr,name,unit\n1,Bo,Syd\n", "cpr;name;unit\r\n1;Bo;Syd\r\n", "\u{FEFF}cpr,name,unit\n1,Bo,Syd",
            "Unit;NAME; cpr \nSyd; Bo ;1", "\"cpr\",\"name\",\"unit\"\n\"1\",\"Bo\",\"Syd\"\n",
            "\n\ncpr;name;unit\n\n1;Bo;Syd\n;;\n\n", "cpr,name,unit\r1,Bo,Syd\r",
        ])
    func dialects(_ text: String) throws {
        let file = try read(text)
        #expect(file.rows.count == 1)
        let row = try #require(file.rows.first)
        #expect(row["cpr"] == "1" && row["name"] == "Bo" && row["unit"] == "Syd" && row.problem == nil)
    }

    @Test("Separators, quotation marks and line ends inside quotation marks belong to the field")
    func quoted() throws {
        let file = try read("cpr;name\n1;\"Ny; \"\"Åse\"\"\"\n2;\"Bo\nBent\"\n3;Ib\n")
        #expect(file.rows.map { $0["name"] } == ["Ny; \"Åse\"", "Bo\nBent", "Ib"])
        #expect(file.rows.map(\.line) == [2, 3, 5])
    }

    @Test("An empty last field is a field, also in the last line")
    func emptyLast() throws {
        let file = try read("cpr,name,unit\n1,Bo,\n2,Ib,")
        #expect(file.rows.map(\.problem) == [nil, nil] && file.rows.map { $0["unit"] } == ["", ""])
    }

    @Test("A decomposed name is composed")
    func composed() throws {
        let file = try read("cpr,name\n1,A\u{30A}se\n")
        #expect(file.rows.first.map { Array($0["name"].unicodeScalars) } == Array("Åse".unicodeScalars))
    }

    @Test("A line with more or fewer fields than the header carries its problem, and the others stand")
    func ragged() throws {
        let file = try read("cpr,name,unit\n1,Bo\n2,Ib,Syd,x\n3,Eva,Nord\n")
        #expect(file.rows.map { $0.problem == nil } == [false, false, true])
        #expect(file.rows.map(\.line) == [2, 3, 4])
    }

    @Test("A column that nobody knows is refused with the nearest name")
    func unknown() throws {
        let refusal = try refusal(Array("cpr,nmae\n".utf8))
        #expect(refusal.message.contains("\"nmae\"") && refusal.advice == "Did you mean name?")
        #expect(try self.refusal(Array("cpr,name,zzzzzzzzz\n".utf8)).advice == "The columns are cpr, name, unit.")
        #expect(try !self.refusal(Array("7603901234,name\n".utf8)).description.contains("7603901234"))
    }

    @Test("Columns that are missing or stand twice are refused by name")
    func columns() throws {
        #expect(try refusal(Array("unit\n".utf8)).message.contains("cpr and name is missing"))
        #expect(try refusal(Array("cpr,name,Cpr\n".utf8)).message.contains("cpr stands twice"))
        #expect(try refusal([]).message.contains("empty"))
    }

    @Test("What is no UTF-8 text is refused with the line and how to save it")
    func encodings() throws {
        let latin = Array("cpr,name\n1,Bo\n2,".utf8) + [0xC5] + Array("se\n".utf8)
        #expect(try refusal(latin).message.contains("line 3: this is not UTF-8"))
        #expect(try refusal(Array("cpr,name\n1,B\0o\n".utf8)).message.contains("line 2: there is a NUL byte"))
        let utf16: [UInt8] = [0xFF, 0xFE] + Array("cpr".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(try refusal(utf16).message.contains("UTF-16"))
        #expect(try refusal(latin).advice?.contains("CSV UTF-8") == true)
    }

    @Test("A quotation mark that is never closed does not swallow the rest of the file")
    func unclosed() throws {
        #expect(try refusal(Array("cpr,name\n1,\"Bo\n2,Ib\n".utf8)).message.contains("never closed"))
        let refusal = try refusal(Array("cpr,name\n1,Bo\n2,\"I\"b\"\"\n".utf8))
        #expect(refusal.message.contains("line 3"))
    }

    @Test("Lines written out again are read as they were")
    func rewritten() throws {
        let file = try read("cpr;name;unit\n1;\"Ny; \"\"Åse\"\"\";\n2;Bo;\"Syd\nNord\"\n")
        let again = try read(file.text(of: file.rows))
        #expect(again.rows.map { $0["name"] } == file.rows.map { $0["name"] })
        #expect(again.rows.map { $0["unit"] } == file.rows.map { $0["unit"] })
    }

    @Test("Bytes of all kinds are read or refused, and never crash")
    func mutations() throws {
        let seed: UInt64 = 5_000
        var generator = SeededGenerator(seed: seed)
        let good = Array("\u{FEFF}cpr;name;unit\r\n7603901234;\"Ny; \"\"Åse\"\"\";Syd\r\n7703901234;Bo;\r\n".utf8)
        let spice: [UInt8] = [0, 10, 13, 34, 44, 59, 9, 32, 0xC3, 0xA5, 0xCC, 0x8A, 0xFF, 0xEF, 0xBB, 0xBF, 65, 48]
        var read = 0
        var refused = 0
        for _ in 0..<5_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(spice.randomElement(using: &generator) ?? 0, at: place)
                default: bytes[place] = spice.randomElement(using: &generator) ?? 0
                }
            }
            do {
                let file = try self.read(bytes)
                #expect(file.rows.allSatisfy { (1...20).contains($0.line) }, "seed \(seed)")
                read += 1
            } catch let refusal as Refusal {
                #expect(refusal.kind == .badData && !refusal.description.contains("7603901234"), "seed \(seed)")
                refused += 1
            }
        }
        #expect(read > 500 && refused > 500, "seed \(seed): \(read) read, \(refused) refused")
    }
}
