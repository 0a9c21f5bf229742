import Municipal
import Programmes
import Testing

@Suite("The difference to earlier runs")
struct SettlementDifferenceTests {
    private let first: Int

    init() throws {
        first = try week("2020-W10")
    }

    private func weeks(_ weeks: Range<Int>, _ status: WeekStatus, _ amount: Double, each: Double? = nil) -> EntitledLine
    {
        EntitledLine(
            referral: 1, agreement: 1, term: "self_support", service: .weeks(weeks, status), rate: kroner(amount),
            each: kroner(each ?? amount))
    }

    private func single(_ service: ServiceUnit, _ amount: Double) -> EntitledLine {
        EntitledLine(
            referral: 1, agreement: 1, term: "single", service: service, rate: kroner(amount), each: kroner(amount))
    }

    @Test("Week 12 found to be partly and not wholly self-supported is −796 and +385, together −411 kr")
    func correction() throws {
        let held = HeldLine(id: 7, line: weeks(first..<(first + 20), .full, 796))
        let now = [
            weeks(first..<(first + 11), .full, 796), weeks((first + 11)..<(first + 12), .partial, 385),
            weeks((first + 12)..<(first + 20), .full, 796),
        ]
        let difference = SettlementDifference(from: [held], to: now)
        let twelfth = (first + 11)..<(first + 12)
        #expect(difference.reversals == [Reversal(of: 7, line: weeks(twelfth, .full, 796))])
        #expect(difference.lines == [weeks(twelfth, .partial, 385)])
        #expect(try difference.reversals.map { try $0.amount() } == [kroner(-796)])
        #expect(try difference.total() == kroner(-411))
    }

    @Test("Weeks that are paid as before make no line, however the runs before were cut")
    func same() {
        let held = [
            HeldLine(id: 1, line: weeks(first..<(first + 5), .full, 796)),
            HeldLine(id: 2, line: weeks((first + 5)..<(first + 9), .full, 796)),
        ]
        #expect(SettlementDifference(from: held, to: [weeks(first..<(first + 9), .full, 796)]).isEmpty)
        let more = SettlementDifference(from: held, to: [weeks(first..<(first + 10), .full, 796)])
        #expect(more.reversals.isEmpty && more.lines == [weeks((first + 9)..<(first + 10), .full, 796)])
    }

    @Test("A week whose rate stays and whose amount is cut by a cap is reversed and written again")
    func cut() throws {
        let held = [HeldLine(id: 1, line: weeks(first..<(first + 2), .full, 796))]
        let now = [
            weeks(first..<(first + 1), .full, 796), weeks((first + 1)..<(first + 2), .full, 796, each: 100),
        ]
        #expect(try SettlementDifference(from: held, to: now).total() == kroner(-696))
    }

    @Test("What is held and no longer owed is reversed in full")
    func nothing() throws {
        let date = try day("2020-05-18")
        let held = [
            HeldLine(id: 1, line: weeks(first..<(first + 2), .full, 796)),
            HeldLine(id: 2, line: single(.event(date), 9392)),
            HeldLine(id: 3, line: single(.hours(date, minutes: 60), 73)),
        ]
        let difference = SettlementDifference(from: held, to: [])
        #expect(Set(difference.reversals.map(\.reverses)) == [1, 2, 3] && difference.lines.isEmpty)
        #expect(try difference.total() == kroner(-1592 - 9392 - 73))
    }

    @Test("Corrected hours of a day, or another day of an event, are a reversal and a new line")
    func singles() throws {
        let date = try day("2020-05-18")
        let held = [
            HeldLine(id: 1, line: single(.hours(date, minutes: 60), 73)),
            HeldLine(id: 2, line: single(.event(date), 5)),
        ]
        let now = [single(.hours(date, minutes: 120), 73), single(.event(date), 5)]
        let difference = SettlementDifference(from: held, to: now)
        #expect(difference.reversals.map(\.reverses) == [1] && difference.lines == [now[0]])
        let moved = SettlementDifference(from: held, to: [held[0].line, single(.event(date + 1), 5)])
        #expect(moved.reversals.map(\.reverses) == [2] && moved.lines.count == 1)
        #expect(try moved.total() == .zero)
    }

    @Test("A line reversed in its middle stands in two parts, each of which can be reversed once")
    func standing() throws {
        let line = HeldLine(id: 1, line: weeks(first..<(first + 10), .full, 796))
        let event = HeldLine(id: 2, line: single(.event(try day("2020-05-18")), 1))
        let middle = ServiceUnit.weeks((first + 4)..<(first + 6), .full)
        let standing = HeldLine.standing([line, event], after: [1: [middle], 2: [event.line.service]])
        #expect(
            standing.map(\.line) == [
                weeks(first..<(first + 4), .full, 796), weeks((first + 6)..<(first + 10), .full, 796),
            ])
        #expect(standing.map(\.id) == [1, 1])
        let rest = SettlementDifference(from: standing, to: [])
        #expect(try rest.total() == kroner(-8 * 796))
    }
}
