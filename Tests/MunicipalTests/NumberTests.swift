import Foundation
import Municipal
import Testing

@Suite("Register numbers")
struct NumberTests {
    @Test("A CVR number needs eight digits and the right check digit")
    func cvr() throws {
        #expect(try CVRNumber(parsing: "12345674").description == "12345674")
        #expect(try CVRNumber(parsing: " 12 34 56 74 ").description == "12345674")
        #expect(refusal(CVRNumber.self, "12345678")?.reason == .impossible)
        for text in ["00000000", "1234567", "123456744", "1234567a", "DK12345674", ""] {
            #expect(refusal(CVRNumber.self, text)?.reason == .malformed, "\(text)")
        }
    }

    @Test("A P-number needs ten digits and no check digit")
    func productionUnit() throws {
        for last in 0...9 {
            #expect(try ProductionUnitNumber(parsing: "100000000\(last)").description == "100000000\(last)")
        }
        #expect(refusal(ProductionUnitNumber.self, "100000000") != nil)
    }

    @Test("A municipality code is written with three or four digits and shown with four")
    func municipality() throws {
        #expect(try MunicipalityCode(parsing: "183") == MunicipalityCode(parsing: "0183"))
        #expect(try MunicipalityCode(parsing: "0851").number == 851)
        #expect(try MunicipalityCode(parsing: "183").description == "0183")
        for text in ["83", "0083", "1183", "00183", "01x3", ""] {
            #expect(refusal(MunicipalityCode.self, text) != nil, "\(text)")
        }
        let json = try JSONEncoder().encode([MunicipalityCode(parsing: "183")])
        #expect(String(decoding: json, as: UTF8.self) == #"["0183"]"#)
    }

    @Test("A line of text is composed, so both spellings of Ishøj are the same bytes")
    func composed() throws {
        let decomposed = "Æblega\u{30A}rd"
        #expect(Array(try TextLine(parsing: decomposed).text.utf8) == Array("Æblegård".utf8))
        #expect(Array(TextLine.composed("Ishøj A\u{30A}lborg").utf8) == Array("Ishøj Ålborg".utf8))
    }

    @Test("A line of text is refused if it is empty, too long or holds control characters")
    func lines() {
        for text in ["", "  \n", "a\0b", "a\nb", "\u{1B}[31mred"] { #expect(refusal(TextLine.self, text) != nil) }
        #expect(refusal(TextLine.self, String(repeating: "x", count: 500)) == nil)
        #expect(refusal(TextLine.self, String(repeating: "x", count: 501))?.reason == .outOfRange)
        #expect(refusal(TextLine.self, String(repeating: "x", count: 50_000_000))?.reason == .outOfRange)
    }

    @Test("Short digit runs are repeated in messages and long ones masked")
    func redaction() {
        #expect(Redaction.quoted("2020-13-01") == "\"2020-13-01\"")
        #expect(Redaction.quoted("call 76039-4321 now") == "\"call •••• now\"")
        #expect(Redaction.quoted("a\u{202E}b\r\nc") == "\"a b c\"")
        #expect(Redaction.quoted(String(repeating: "y", count: 90)).count == 43)
    }
}
