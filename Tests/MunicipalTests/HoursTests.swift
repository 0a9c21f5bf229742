import Municipal
import Testing

@Suite("Hours")
struct HoursTests {
    @Test(
        "Hours are read as a decimal or as hours and minutes",
        arguments: [
            ("7.4", 444), ("7,4", 444), ("7:24", 444), ("7", 420), ("0", 0), ("37", 2220), ("9,75", 585), ("0:05", 5),
            (" 10.0 ", 600), ("7.33", 440), ("9.99", 599), ("10.01", 601),
        ])
    func reading(_ text: String, _ minutes: Int) throws {
        #expect(try Hours(parsing: text).minutes == minutes)
    }

    @Test(
        "Anything else is refused",
        arguments: ["", "7:60", "7:5", "7:240", ":24", "7:", "7.", ".5", "-7", "7.4.1", "7:24:00", "1,500", "7h", "７"])
    func refused(_ text: String) {
        #expect(refusal(Hours.self, text) != nil)
    }

    @Test("Two decimals never reach the next whole hour")
    func neverAcross() throws {
        for hundredths in 1...99 {
            let text = "9.\(hundredths < 10 ? "0" : "")\(hundredths)"
            let minutes = try Hours(parsing: text).minutes
            #expect(minutes > 540 && minutes < 600, "\(text)")
        }
    }

    @Test("Hours too many to hold are refused")
    func tooLarge() throws {
        #expect(refusal(Hours.self, "99999999999999999999")?.reason == .outOfRange)
        #expect(refusal(Hours.self, "9223372036854775807")?.reason == .outOfRange)
        #expect(Hours(minutes: -1) == nil)
        let most = try #require(Hours(minutes: .max))
        #expect(throws: OverflowError.self) { try most + most }
    }

    @Test("Hours are written as hours and minutes or as a decimal of the language")
    func writing() throws {
        let hours = try Hours(parsing: "7.4")
        #expect(hours.description == "7:24" && hours.decimal(.danish) == "7,4" && hours.decimal(.english) == "7.4")
        #expect(try Hours(parsing: "9:59").decimal(.danish) == "9,98")
        #expect(try Hours(parsing: "0:03").decimal(.danish) == "0,05")
        #expect(try Hours(parsing: "37").decimal(.danish) == "37")
    }
}
