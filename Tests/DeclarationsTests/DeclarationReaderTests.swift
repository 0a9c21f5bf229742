import Declarations
import Foundation
import Testing

@Suite("Reading a declarative file")
struct DeclarationReaderTests {
    @Test("A right file gives its values")
    func valid() throws {
        let pools = try DeclarationReader().read(Array(PoolSample.valid.utf8), named: "f.yaml", as: PoolSample.file)
        #expect(
            pools == [
                PoolSample(
                    name: "Mikrofleks", capacity: 5, from: "2025-01-01", notices: [90, 30, 7], proposed: false,
                    kind: .flexJob),
                PoolSample(
                    name: "Småjob", capacity: 10, from: "2025-06-01", notices: [], proposed: true, kind: .smallJob),
            ])
    }

    @Test("A misspelt key is reported once, where it stands, with the nearest right name")
    func misspeltKey() {
        let text = PoolSample.valid.replacing("    capacity: 10", with: "    capcity: 10")
        #expect(
            problems(in: text, as: PoolSample.file)
                == ["f.yaml:9:5: unknown key 'capcity' in a pool; did you mean 'capacity'?"])
    }

    @Test("A key like no other is answered with the keys there are")
    func unknownKey() {
        let text = PoolSample.valid + "\n    weather: fine"
        #expect(
            problems(in: text, as: PoolSample.file) == [
                "f.yaml:13:5: unknown key 'weather' in a pool; it has capacity, from, kind, name, notices, proposed"
            ])
    }

    @Test("A key that is not there is reported at its mapping")
    func missingKey() {
        let text = PoolSample.valid.replacing("    kind: flex-job\n", with: "")
        #expect(
            problems(in: text, as: PoolSample.file)
                == ["f.yaml:3:5: a pool needs the key 'kind', and it is not here"])
    }

    @Test("All mistakes of a file are reported together, in its order")
    func together() {
        let text = """
            pools:
              - name: ""
                capacity: 0
                from: 2025-02-30
                notices: [90, tredive, 07]
                proposed: yes
                kind: flexjob
              - capacity: "5"
            county: Hovedstaden
            """
        #expect(
            problems(in: text, as: PoolSample.file) == [
                "f.yaml:2:11: '' is not text: it is blank",
                "f.yaml:3:15: 0 is not within 1 to 500",
                "f.yaml:4:11: '2025-02-30' is not a date: February 2025 has 28 days",
                "f.yaml:5:19: 'tredive' is not a whole number (digits only, no quotes)",
                "f.yaml:5:28: '07' is not a whole number (digits only, no quotes)",
                "f.yaml:6:15: 'yes' is not one of true, false",
                "f.yaml:7:11: 'flexjob' is not one of flex-job, small-job; did you mean 'flex-job'?",
                "f.yaml:8:5: a pool needs the key 'name', and it is not here",
                "f.yaml:8:5: a pool needs the key 'from', and it is not here",
                "f.yaml:8:5: a pool needs the key 'kind', and it is not here",
                "f.yaml:8:15: '5' is not a whole number (digits only, no quotes)",
                "f.yaml:9:1: unknown key 'county' in a municipality; it has pools",
            ])
    }

    @Test("An error of the second step stands at its key, or at the mapping")
    func secondStep() {
        let thirteen = PoolSample.valid.replacing("capacity: 10", with: "capacity: 13")
        #expect(problems(in: thirteen, as: PoolSample.file) == ["f.yaml:9:15: thirteen is not wanted"])
        let fourteen = PoolSample.valid.replacing("capacity: 10", with: "capacity: 14")
        #expect(problems(in: fourteen, as: PoolSample.file) == ["f.yaml:8:5: February 2025 has 28 days"])
    }

    @Test(
        "A value of the wrong kind is named for what it is",
        arguments: [
            ("pools: 5", "f.yaml:1:8: a list is needed here, and this is a single value"),
            ("pools: {}", "f.yaml:1:8: a list is needed here, and this is a mapping"),
            ("pools:", "f.yaml:1:7: a list is needed here, and this is nothing"),
            ("pools: [5]", "f.yaml:1:9: a pool is needed here (a mapping), and this is a single value"),
            ("- pools", "f.yaml:1:1: a municipality is needed here (a mapping), and this is a list"),
        ])
    func wrongKind(text: String, problem: String) {
        #expect(problems(in: text, as: PoolSample.file) == [problem])
    }

    @Test("A key without a value is a mistake, also where the key may be left out", arguments: ["", " ~", " null"])
    func noValue(value: String) {
        let text = PoolSample.valid.replacing("proposed: true", with: "proposed:" + value)
        #expect(
            problems(in: text, as: PoolSample.file).map { $0.hasSuffix("leave the key out") } == [true])
    }

    @Test("A word or a mapping can stand for the same thing, and neither is mistaken for the other")
    func either() throws {
        let kind = DeclarationKind<Int>.either(
            "'none' or { months: 6 }", word: { $0 == "none" ? 0 : nil },
            mapping: .mapping("a transition") { transition in
                let months = transition.required("months", .integer)
                return { try months.get() }
            })
        #expect(try DeclarationReader().read(Array("none".utf8), named: "f.yaml", as: kind) == 0)
        #expect(try DeclarationReader().read(Array("months: 6".utf8), named: "f.yaml", as: kind) == 6)
        #expect(problems(in: "never", as: kind) == ["f.yaml:1:1: 'never' is not 'none' or { months: 6 }"])
        #expect(
            problems(in: "month: 6", as: kind)
                == ["f.yaml:1:1: unknown key 'month' in a transition; did you mean 'months'?"])
    }

    @Test("Free keys keep the order of the file")
    func entries() throws {
        let kind = DeclarationKind<[(key: String, value: Int)]>.entries(of: .integer)
        let read = try DeclarationReader().read(Array("b: 2\na: -1\n".utf8), named: "f.yaml", as: kind)
        #expect(read.map(\.key) == ["b", "a"])
        #expect(read.map(\.value) == [2, -1])
    }

    @Test("Whole numbers are read to the last one that fits, and not beyond")
    func largeNumbers() throws {
        let largest = try DeclarationReader().read(Array("\(Int.max)".utf8), named: "f.yaml", as: .integer)
        #expect(largest == Int.max)
        for text in ["9223372036854775808", "1_000", "0x10", "1.0", "--1", "-", "+1", "010", "٣"] {
            #expect(problems(in: text, as: DeclarationKind<Int>.integer).count == 1, "\(text)")
        }
    }

    @Test("Two spellings of a name are one name, in values and in keys")
    func normalisation() throws {
        let decomposed = "A\u{30A}lborg"
        let read = try DeclarationReader().read(Array(decomposed.utf8), named: "f.yaml", as: .text)
        #expect(Array(read.unicodeScalars) == Array("\u{C5}lborg".unicodeScalars))
        let twice = "\u{C5}lborg: 1\nA\u{30A}lborg: 2\n"
        #expect(
            problems(in: twice, as: DeclarationKind.entries(of: DeclarationKind<Int>.integer))
                == ["f.yaml:2:1: the key '\u{C5}lborg' stands here again, first on line 1; keep one"])
    }

    @Test("A file that is not there, and one that is a folder, are told apart")
    func unreadableFiles() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "a.yaml")
        #expect { try DeclarationReader().read(contentsOf: file.path, as: .text) } throws: {
            ($0 as? DeclarationFailure)?.kind == .noSuchFile
        }
        #expect { try DeclarationReader().read(contentsOf: folder.path, as: .text) } throws: {
            ($0 as? DeclarationFailure)?.kind == .unreadable
        }
        try Data("hej\n".utf8).write(to: file)
        #expect(try DeclarationReader().read(contentsOf: file.path, as: .text) == "hej")
    }

    @Test("A file above the limit is refused before it is parsed, and only its beginning is read")
    func largeFile() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        // Fifty megabytes of nothing: were they parsed, the complaint would be about the NUL bytes.
        #expect(FileManager.default.createFile(atPath: file.path, contents: nil))
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: 50_000_000)
        try handle.close()
        #expect { try DeclarationReader().read(contentsOf: file.path, as: .text) } throws: {
            "\($0)" == "\(file.path):1:1: the file is larger than 1048576 bytes; is it the right one?"
        }
    }
}
