import Foundation
import Municipal
import PropertyTestSupport
import Testing

@Suite("Money")
struct MoneyTests {
    @Test(
        "Amounts are read as Danish writes them",
        arguments: [
            ("1500000", 150_000_000), ("1.500.000,00", 150_000_000), ("1.500.000", 150_000_000), ("1.500", 150_000),
            ("796", 79_600), ("12,5", 1250), ("12,50", 1250), ("0,05", 5), ("-12,50", -1250), ("−12,50", -1250),
            ("124.176,00 kr.", 12_417_600), ("9392 kr", 939_200), (" 73 DKK ", 7300), ("0", 0),
        ] as [(String, Int64)])
    func reading(_ text: String, _ ore: Int64) throws {
        #expect(try Money(parsing: text).ore == ore)
    }

    @Test("1,500 is refused as ambiguous with both ways to write it")
    func ambiguous() throws {
        for text in ["1,500", "1,500.00", "12,345", "1500,000", "1.500,000"] {
            #expect(refusal(Money.self, text)?.reason == .ambiguous, "\(text)")
        }
        #expect(refusal(Money.self, "1,500,000") != nil)
        let message = try #require(refusal(Money.self, "1,500")).message
        #expect(message.hasPrefix("\"1,500\" is ambiguous:"))
        #expect(message.contains("1.500") && message.contains("1500,00"))
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", "kr.", "-", ",", ".", "1500.00", "1500.5", "0.500", "15.00", "1.5000", "1..500", ".500", "500.", "12,",
            ",50", "1 500", "1e6", "+5", "--5", "１５", "0x10", "12,3a", "1\0", "NaN",
        ])
    func refused(_ text: String) {
        #expect(refusal(Money.self, text) != nil)
    }

    @Test("An amount too large to hold is refused, not wrapped around")
    func tooLarge() throws {
        #expect(try Money(parsing: "92.233.720.368.547.758,07").ore == Int64.max)
        #expect(refusal(Money.self, "92233720368547758,08")?.reason == .outOfRange)
        #expect(refusal(Money.self, "99999999999999999999")?.reason == .outOfRange)
        let most = Money(ore: .max)
        #expect(throws: OverflowError.self) { try most + Money(ore: 1) }
        #expect(throws: OverflowError.self) { try Money(ore: .min) - Money(ore: 1) }
        #expect(throws: OverflowError.self) { try most.multiplied(by: 2) }
        #expect(throws: OverflowError.self) { try Money(kroner: .max) }
        #expect(throws: OverflowError.self) { try most.share(2, of: 1) }
        #expect(throws: OverflowError.self) { try most.share(1, of: 0) }
    }

    @Test("The ceiling of 156 weeks at 796 kroner is 124.176 kroner, not the paper's round figure")
    func paperFigure() throws {
        #expect(try Money(parsing: "796").multiplied(by: 156).description == "124.176,00 kr.")
        #expect(try Money.sum([Money(kroner: 385), Money(ore: 5)]).digits == "385,05")
        #expect(Money(ore: -5).description == "-0,05 kr." && Money(ore: .min).digits == "-92.233.720.368.547.758,08")
        #expect(Money(ore: 12_417_650).wholeKroner == "124.177 kr." && Money(ore: -49).wholeKroner == "0 kr.")
    }

    @Test("A share is multiplied before it is divided and rounded half away from zero")
    func shares() throws {
        #expect(try Money(ore: 100).share(1, of: 3).ore == 33)
        #expect(try Money(ore: 5).share(1, of: 2).ore == 3)
        #expect(try Money(ore: -5).share(1, of: 2).ore == -3)
        #expect(try Money(ore: 310_000).share(10, of: 31).ore == 100_000)
        #expect(try Money(ore: .max).share(31, of: 31).ore == .max)
        #expect(Rounding.halfAwayFromZero(.max, dividedBy: 1) == nil)
        #expect(Rounding.halfAwayFromZero(.min, dividedBy: .max) == -1)
        #expect(Rounding.halfAwayFromZero(1, dividedBy: -1) == nil)
    }

    @Test("What is written is read back as the same amount")
    func roundTrip() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let width = Int.random(in: 0..<63, using: &generator)
            let money = Money(ore: Int64.random(in: .min ... .max, using: &generator) >> width)
            #expect(try Money(parsing: money.description) == money, "seed \(seed)")
        }
    }

    @Test("Money is whole øre in JSON")
    func json() throws {
        #expect(String(decoding: try JSONEncoder().encode([Money(ore: 1250)]), as: UTF8.self) == "[1250]")
        #expect(try JSONDecoder().decode([Money].self, from: Data("[1250]".utf8)) == [Money(ore: 1250)])
    }
}
