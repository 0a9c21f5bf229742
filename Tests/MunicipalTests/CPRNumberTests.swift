import Foundation
import Municipal
import Testing

@Suite("CPRNumber")
struct CPRNumberTests {
    @Test(
        "The date of birth has the century of the seventh digit and the 60 taken off",
        arguments: [
            ("760390-1234", "1990-03-16"), ("7603903234", "1990-03-16"), ("760336-4234", "2036-03-16"),
            ("760337-4234", "1937-03-16"), ("760336-9234", "2036-03-16"), ("760337-9234", "1937-03-16"),
            ("760357-5234", "2057-03-16"), ("760358-5234", "1858-03-16"), ("760300-8234", "2000-03-16"),
            ("890204-4234", "2004-02-29"), ("890200-4234", "2000-02-29"), ("910190-1234", "1990-01-31"),
        ])
    func births(_ text: String, _ expected: String) throws {
        let number = try CPRNumber(parsing: text)
        #expect(try number.birthDate == day(expected) && number.isAdministrative)
    }

    @Test("29 February is refused in a year that has none, whatever a pattern may say")
    func leapDays() {
        #expect(refusal(CPRNumber.self, "890200-0234")?.reason == .impossible)  // 1900
        #expect(refusal(CPRNumber.self, "890205-4234")?.reason == .impossible)  // 2005
    }

    @Test("Modulus 11 is not checked")
    func noCheckDigit() throws {
        for last in 0...9 { #expect(try CPRNumber(parsing: "760390123\(last)").rawDigits() == "760390123\(last)") }
    }

    @Test(
        "Impossible dates and other writings are refused without repeating the number",
        arguments: [
            "0000000000", "920190-1234", "890290-1234", "600190-1234", "761390-1234", "760090-1234", "760390-123",
            "760390-12345", "760390 1234", "76039-01234", "-7603901234", "abcdefghij", "７６０３９０１２３４", "",
        ])
    func refused(_ text: String) throws {
        let error = try #require(refusal(CPRNumber.self, text))
        let digits = text.filter { $0.isNumber }
        #expect(digits.isEmpty || !error.message.filter { $0.isNumber }.contains(digits))
    }

    @Test("Nothing that prints, dumps or reflects a number shows its last four digits")
    func neverShown() throws {
        struct Holder { let cpr: CPRNumber }
        let number = try CPRNumber(parsing: "760390-4321")
        var dumped = ""
        dump(Holder(cpr: number), to: &dumped)
        dump([number: number], to: &dumped)
        let shown = [
            "\(number)", String(reflecting: number), String(describing: Optional(number)), dumped,
            String(describing: Holder(cpr: number)), String(reflecting: [number]),
        ]
        for text in shown { #expect(!text.contains("4321"), "\(text)") }
        #expect("\(number)" == "760390-••••")
    }

    @Test("The same number with and without a dash is the same number")
    func equality() throws {
        #expect(try CPRNumber(parsing: "760390-1234") == CPRNumber(parsing: "7603901234"))
    }

    @Test("A CPR number put into any other field is not repeated in the message")
    func otherFields() {
        let texts = ["760390-4321", "7603904321", "760390 - 4321", "76.03.90.4321", "x760390-4321y", "0\n760390/4321"]
        for text in texts {
            let messages = [
                refusal(Day.self, text), refusal(Money.self, text), refusal(Hours.self, text),
                refusal(ISOWeek.self, text), refusal(CVRNumber.self, text), refusal(MunicipalityCode.self, text),
                refusal(Language.self, text), refusal(TextLine.self, text + "\u{7}"),
                refusal(ProductionUnitNumber.self, text),
            ].compactMap { $0?.message }
            #expect(messages.count >= 6)
            for message in messages { #expect(!message.contains("4321") && !message.contains("\n"), "\(message)") }
        }
    }
}
