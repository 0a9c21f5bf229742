import Municipal
import Programmes
import PropertyTestSupport
import Testing

@Suite("Sets of weeks")
struct WeekSetTests {
    @Test("Runs are kept in order, joined and inside the calendar")
    func runs() throws {
        let set = WeekSet([20..<30, 5..<5, 10..<12, 12..<14, 25..<40])
        #expect(set.runs == [10..<14, 20..<40])
        #expect(set.count == 24 && set.first == 10 && set.end == 40)
        #expect(set.week(at: 3) == 13 && set.week(at: 4) == 20 && set.week(at: 24) == nil && set.week(at: -1) == nil)
        #expect(set.firstRun(ofAtLeast: 5) == 20..<25 && set.firstRun(ofAtLeast: 21) == nil)
        #expect(WeekSet(Int.min..<Int.max).runs == [ISOWeek.indices])
        var empty = WeekSet()
        empty.insert(.max)
        empty.remove(.min)
        #expect(empty.isEmpty && empty.week(at: 0) == nil && empty.count == 0)
    }

    @Test("A set names its runs by their first and last weeks")
    func description() throws {
        let set = WeekSet(from: try ISOWeek(parsing: "2020-W53"), through: try ISOWeek(parsing: "2021-W02"))
        #expect(set.description == "2020-W53…2021-W02" && set.count == 3)
        #expect(WeekSet([0..<1, 3..<5]).description == "1970-W02, 1970-W05…1970-W06")
    }

    @Test("Union, intersection and subtraction agree with sets of single weeks")
    func algebra() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let one = runs(&generator)
            let other = runs(&generator)
            let (left, right) = (WeekSet(one), WeekSet(other))
            let (a, b) = (Set(one.flatMap(\.self)), Set(other.flatMap(\.self)))
            let cut = generator.below(60)
            #expect(weeks(left.union(right)) == a.union(b), "seed \(seed)")
            #expect(weeks(left.intersection(right)) == a.intersection(b), "seed \(seed)")
            #expect(weeks(left.subtracting(right)) == a.subtracting(b), "seed \(seed)")
            #expect(weeks(left.before(cut)) == a.filter { $0 < cut }, "seed \(seed)")
            #expect(weeks(left.from(cut)) == a.filter { $0 >= cut }, "seed \(seed)")
            #expect(
                left.count == a.count && (0..<60).allSatisfy { left.contains($0) == a.contains($0) }, "seed \(seed)")
        }
    }

    private func runs(_ generator: inout SeededGenerator) -> [Range<Int>] {
        (0..<generator.below(6)).map { _ in
            let start = generator.below(50)
            return start..<(start + generator.below(10))
        }
    }

    private func weeks(_ set: WeekSet) -> Set<Int> { Set(set.runs.flatMap(\.self)) }
}
