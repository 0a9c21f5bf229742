import Municipal
import PropertyTestSupport
import Testing

@testable import Citizens

@Suite("Recording a target group or benefit")
struct PeriodPlanTests {
    private func day(_ text: String) throws -> Day { try Day(parsing: text) }

    private func period(_ value: String, _ from: String, _ to: String? = nil) throws -> CitizenPeriod {
        CitizenPeriod(value: value, span: try DateSpan(from: day(from), to: to.map(day)))
    }

    private func record(_ value: String, _ from: String, _ known: [CitizenPeriod]) throws -> PeriodPlan {
        PeriodPlan.record(.targetGroup, value, from: try day(from), among: known)
    }

    @Test("The first one begins a period without an end")
    func first() throws {
        #expect(try record("9", "2020-03-02", []) == .add(DateSpan(endlessFrom: day("2020-03-02")), closing: nil))
    }

    @Test("The same again, from the same day or a later one, changes nothing")
    func same() throws {
        let known = [try period("9", "2020-03-02")]
        #expect(try record("9", "2020-03-02", known) == .same)
        #expect(try record("9", "2024-01-01", known) == .same)
    }

    @Test("Another value from a later day closes the open period on that day")
    func closes() throws {
        let known = [try period("9", "2020-03-02")]
        let expected = PeriodPlan.add(
            DateSpan(endlessFrom: try day("2024-02-29")), closing: .init(span: known[0].span, to: try day("2024-02-29"))
        )
        #expect(try record("12", "2024-02-29", known) == expected)
    }

    @Test("A period that has ended is left as it is")
    func gap() throws {
        let known = [try period("9", "2020-03-02", "2021-01-01")]
        #expect(try record("12", "2021-01-01", known) == .add(DateSpan(endlessFrom: day("2021-01-01")), closing: nil))
        #expect(try record("9", "2022-01-01", known) == .add(DateSpan(endlessFrom: day("2022-01-01")), closing: nil))
    }

    @Test("Another value from the same day contradicts what is recorded")
    func sameDay() throws {
        guard case .refused(let why) = try record("12", "2020-03-02", [period("9", "2020-03-02")]) else {
            Issue.record("two target groups from one day")
            return
        }
        #expect(why.contains("target group 12") && why.contains("target group 9"))
    }

    @Test("An earlier day is taken where nothing is known of it and the value is the same")
    func earlier() throws {
        let known = [try period("9", "2020-03-02")]
        #expect(
            try record("9", "2019-01-01", known)
                == .add(DateSpan(from: day("2019-01-01"), to: day("2020-03-02")), closing: nil))
        guard case .refused = try record("12", "2019-01-01", known) else {
            Issue.record("12 was taken for a time that nobody ended")
            return
        }
    }

    @Test("A day within an earlier period of another value contradicts it; of the same value it is the same")
    func within() throws {
        let known = [try period("9", "2020-01-01", "2021-01-01"), try period("12", "2021-01-01")]
        #expect(try record("9", "2020-06-01", known) == .same)
        guard case .refused = try record("12", "2020-06-01", known) else {
            Issue.record("two target groups on 1 June 2020")
            return
        }
    }

    @Test("Whatever is recorded, in any order, the periods never overlap and the last word of each day stands")
    func neverOverlaps() throws {
        let seed: UInt64 = 20_260_302
        var generator = SeededGenerator(seed: seed)
        let start = try day("2020-01-01")
        for round in 0..<300 {
            var known: [CitizenPeriod] = []
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let value = ["9", "12", "2"].randomElement(using: &generator) ?? "9"
                let from = start + Int.random(in: 0...40, using: &generator)
                switch PeriodPlan.record(.benefit, value, from: from, among: known) {
                case .same:
                    #expect(
                        known.contains { $0.value == value && $0.span.contains(from) }, "seed \(seed) round \(round)")
                case .refused:
                    #expect(
                        !known.contains { $0.value == value && $0.span.contains(from) }, "seed \(seed) round \(round)")
                case .add(let span, let closing):
                    if let closing {
                        let place = try #require(known.firstIndex { $0.span == closing.span })
                        known[place] = CitizenPeriod(
                            value: known[place].value, span: try DateSpan(from: closing.span.from, to: closing.to))
                    }
                    #expect(!known.contains { $0.span.overlaps(span) }, "seed \(seed) round \(round)")
                    known.append(CitizenPeriod(value: value, span: span))
                }
            }
        }
    }
}
