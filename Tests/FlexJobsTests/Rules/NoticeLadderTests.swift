import FlexJobs
import Municipal
import Testing

@Suite("Notice ladder")
struct NoticeLadderTests {
    private let ladder = NoticeLadder([90, 30, 180, 30, -1])

    private func verdicts(_ lastDay: String, _ today: String, _ handled: Set<Int> = []) throws -> [String] {
        ladder.verdicts(lastDay: try day(lastDay), on: try day(today), handled: handled)
            .map { "\($0.step.daysBefore) \($0.verdict)" }
    }

    @Test("A step falls so many days before the last covered day, and before a holiday on the working day")
    func days() throws {
        // 30 days before 31 January 2026 is New Year's Day; 90 days before is 2 November, a Sunday, which is not moved.
        let steps = ladder.steps(lastDay: try day("2026-01-31"))
        #expect(steps.map(\.daysBefore) == [180, 90, 30])
        #expect(steps.map(\.targetDay.description) == ["2025-08-04", "2025-11-02", "2026-01-01"])
        #expect(steps.map(\.deliveryDay.description) == ["2025-08-04", "2025-11-02", "2025-12-31"])
    }

    @Test("Each step is sent on its day and not before")
    func inTurn() throws {
        #expect(try verdicts("2026-01-31", "2025-08-03") == ["180 notYet", "90 notYet", "30 notYet"])
        #expect(try verdicts("2026-01-31", "2025-08-04") == ["180 send", "90 notYet", "30 notYet"])
        #expect(try verdicts("2026-01-31", "2025-11-02", [180]) == ["90 send", "30 notYet"])
        #expect(try verdicts("2026-01-31", "2025-12-31", [180, 90]) == ["30 send"])
        #expect(try verdicts("2026-01-31", "2026-01-10", [180, 90, 30]) == [])
    }

    @Test("Of several overdue steps only the nearest to the end is sent")
    func catchUp() throws {
        #expect(try verdicts("2026-01-31", "2025-12-01") == ["180 late", "90 send", "30 notYet"])
        #expect(try verdicts("2026-01-31", "2026-01-31") == ["180 late", "90 late", "30 send"])
        #expect(try verdicts("2026-01-31", "2026-01-31", [30]) == ["180 late", "90 late"])
    }

    @Test("Nothing is sent once the coverage has ended")
    func ended() throws {
        #expect(try verdicts("2026-01-31", "2026-02-01") == ["180 late", "90 late", "30 late"])
    }
}
