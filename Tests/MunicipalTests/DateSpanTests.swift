import Municipal
import PropertyTestSupport
import Testing

@Suite("DateSpan")
struct DateSpanTests {
    @Test("A reversed or empty period is refused in one line that names the days")
    func refused() throws {
        let first = try day("2025-01-01")
        let empty = #expect(throws: PeriodError.self) { try DateSpan(from: first, to: first) }
        let emptyLine = "the period is empty: it starts on 2025-01-01 and would have ended the day before"
        #expect(empty?.description == emptyLine)
        let reversed = #expect(throws: PeriodError.self) { try DateSpan(from: first, through: first - 2) }
        let reversedLine = "the period is reversed: it starts on 2025-01-01 but its last day is 2024-12-30"
        #expect(reversed?.description == reversedLine)
    }

    @Test("A period contains its first day and not the day it ends")
    func halfOpen() throws {
        let year = try DateSpan(from: day("2025-01-01"), to: day("2026-01-01"))
        #expect(try year.contains(day("2025-01-01")) && year.contains(day("2025-12-31")))
        #expect(try !year.contains(day("2026-01-01")) && !year.contains(day("2024-12-31")))
        #expect(year.dayCount == 365)
        #expect(try year.lastDay == day("2025-12-31"))
    }

    @Test("A period without an end contains every later day")
    func openEnd() throws {
        let open = try DateSpan(from: day("2025-01-01"), to: nil)
        #expect(open.contains(Day.max) && open.lastDay == nil && open.dayCount == nil)
        #expect(try DateSpan(from: day("2025-01-01"), through: Day.max) == open)
        #expect(open.days(in: open) == nil)
        #expect(try open.days(in: day("2024-12-30")..<day("2025-01-04")) == 3)
    }

    @Test("Periods that only touch do not overlap")
    func touching() throws {
        let january = try DateSpan(from: day("2025-01-01"), to: day("2025-02-01"))
        let february = try DateSpan(from: day("2025-02-01"), to: day("2025-03-01"))
        let fromMiddle = try DateSpan(from: day("2025-01-20"), to: nil)
        #expect(!january.overlaps(february) && !february.overlaps(january))
        #expect(january.intersection(february) == nil)
        #expect(january.overlaps(fromMiddle) && fromMiddle.overlaps(january))
        #expect(try january.intersection(fromMiddle) == DateSpan(from: day("2025-01-20"), to: day("2025-02-01")))
        #expect(january.days(in: fromMiddle) == 12)
    }

    @Test("A person sees the last day, in Danish or English")
    func text() throws {
        let year = try DateSpan(from: day("2025-01-01"), to: day("2026-01-01"))
        #expect(year.description == "2025-01-01 til og med 2025-12-31")
        #expect(year.text(.english) == "2025-01-01 through 2025-12-31")
        #expect(try DateSpan(from: day("2025-01-01"), to: nil).description == "fra og med 2025-01-01")
    }

    @Test("Overlap, shared days and intersection agree on random periods")
    func agreement() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let origin = try day("2024-02-20")
        for _ in 0..<2000 {
            let spans = try (0..<2).map { _ in
                let from = origin + Int.random(in: 0..<20, using: &generator)
                let open = Int.random(in: 0..<6, using: &generator) == 0
                return try DateSpan(from: from, to: open ? nil : from + Int.random(in: 1..<20, using: &generator))
            }
            let window = origin..<(origin + 60)
            let shared = window.count { spans[0].contains($0) && spans[1].contains($0) }
            let common = spans[0].intersection(spans[1])
            #expect(spans[0].overlaps(spans[1]) == (shared > 0), "seed \(seed)")
            #expect((common?.days(in: window) ?? 0) == shared, "seed \(seed)")
            #expect(spans[0].days(in: window) == window.count { spans[0].contains($0) }, "seed \(seed)")
        }
    }
}
