import Citizens
import Municipal
import Testing

@Suite("What a line says about a citizen")
struct CitizenEntryTests {
    private let good = [
        "cpr": "760390-1234", "name": "Åse Ny", "target_group": "9", "target_group_from": "02-03-2020",
        "benefit": "ledighedsydelse", "benefit_from": "2020-03-02", "unit": "Jobcenter Syd", "protected_address": "nej",
    ]

    private func with(_ changes: [String: String?]) -> [String: String] {
        good.merging(changes.compactMapValues(\.self)) { $1 }.filter { changes[$0.key] != .some(nil) }
    }

    @Test("A whole line is read")
    func whole() throws {
        let entry = try CitizenEntry(good)
        #expect(entry.cpr.masked == "760390-••••" && entry.name?.text == "Åse Ny" && entry.unit == "Jobcenter Syd")
        #expect(entry.targetGroup?.value == "9" && entry.targetGroup?.from.description == "2020-03-02")
        #expect(entry.benefit?.value == "ledighedsydelse" && entry.protectedAddress == false)
    }

    @Test("Fields that are left out or hold spaces say nothing")
    func bare() throws {
        let entry = try CitizenEntry(["cpr": "7603901234", "name": " ", "unit": "\t", "benefit": ""])
        #expect(entry.name == nil && entry.unit == nil && entry.benefit == nil && entry.protectedAddress == nil)
    }

    @Test(
        "Names of all kinds are names",
        arguments: [
            "Bo", "Åse Ny", "Jean-Luc d'Arc", "'t Hooft", "Nguyễn Văn A", "王小明", "محمد", "Ømose (Bente)", "Niels 2.",
        ])
    func names(_ name: String) throws {
        #expect(try PersonName(parsing: name).text == name)
    }

    @Test(
        "What is no name is refused without repeating it",
        arguments: [
            "", "=1+1", "+45", "@sum", "-x", "760390-1234", "Åse 760390-1234", "Åse 7603901234", "Bo\u{202E}gninyA",
            "Bo\u{0}",
            "Bo\nBent", "Bo\u{200B}", String(repeating: "a", count: 151),
            "A" + String(repeating: "\u{301}", count: 700),
        ])
    func noNames(_ name: String) throws {
        let error = try #require(throws: InputError.self) { try PersonName(parsing: name) }
        #expect(name.count < 3 || !error.message.contains(name))
    }

    @Test("Impossible fields are refused, each with what to write instead")
    func impossible() throws {
        let cases: [([String: String?], String)] = [
            (["cpr": nil], "CPR number is missing"), (["cpr": "910290-1234"], "does not exist"),
            (["cpr": "76039012"], "ten digits"),
            (["cpr": "０７６0390123"], "ten digits"), (["target_group_from": nil], "fill in target_group_from"),
            (["target_group": nil], "stands without"), (["target_group": "§ 6"], "number in § 6"),
            (["target_group": String(repeating: "9", count: 21)], "number in § 6"),
            (["target_group_from": "2020-02-30"], "2020-02-30"),
            (["target_group_from": "03/02/20"], "03/02/20"), (["benefit": "førtidspension"], "one word"),
            (["benefit": "a b"], "one word"), (["benefit_from": "7603901234"], ""),
            (["unit": "760390-1234"], "long number"),
            (["unit": String(repeating: "u", count: 101)], "100 characters"),
            (["protected_address": "maybe"], "yes or no"),
        ]
        for (changes, words) in cases {
            let error = try #require(throws: InputError.self, "\(changes)") { try CitizenEntry(with(changes)) }
            #expect(error.message.contains(words) || words.isEmpty, "\(changes): \(error)")
            #expect(!error.message.contains("1234"), "\(error)")
        }
    }

    @Test("The same person on two lines is refused the second time, with or without a dash")
    func twice() throws {
        let file = try CitizenFile(Array("cpr,name\n760390-1234,Åse Ny\n7603901234,Åse Ny\n".utf8), name: "f")
        #expect(file.lines.map(\.number) == [2, 3])
        #expect((try? file.lines[0].entry.get()) != nil)
        let error = #expect(throws: InputError.self) { try file.lines[1].entry.get() }
        #expect(error?.message == "the same person stands on line 2")
    }
}

@Suite("Citizens' numbers")
struct CitizenNumberTests {
    @Test(
        "A number is read with its letter, without it, and with a small one",
        arguments: ["B-17", "b17", "17", " B-17 ", "b-017"])
    func read(_ text: String) throws {
        #expect(try CitizenNumber(parsing: text).description == "B-17")
    }

    @Test(
        "Anything else is refused, and a CPR number is not repeated",
        arguments: [
            "", "B", "B-", "B-0", "0", "-17", "B--17", "C-17", "17a", "99999999999", "7603901234", "760390-1234", "１７",
        ])
    func refused(_ text: String) {
        let error = #expect(throws: InputError.self) { try CitizenNumber(parsing: text) }
        #expect(error?.message.contains("1234") == false)
    }
}
