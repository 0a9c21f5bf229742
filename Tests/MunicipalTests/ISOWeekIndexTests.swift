import Municipal
import Testing

@Suite("Weeks counted in one line")
struct ISOWeekIndexTests {
    @Test("The index counts weeks from that of 5 January 1970, over every year's end")
    func index() throws {
        #expect(try ISOWeek(parsing: "1970-W02").index == 0)
        #expect(try ISOWeek(parsing: "1970-W01").index == -1)
        #expect(try ISOWeek(parsing: "2020-W10").index == 2617)
        #expect(try ISOWeek(parsing: "2021-W01").index == ISOWeek(parsing: "2020-W53").index + 1)
    }

    @Test("Every week comes back from its index, and its days have the same index")
    func roundTrip() {
        for index in [ISOWeek.indices.lowerBound, ISOWeek.indices.upperBound - 1] + Array(-60...3000) {
            let week = ISOWeek(index: index)
            #expect(week?.index == index && week?.monday == ISOWeek.monday(ofIndex: index))
            #expect(week.map { ISOWeek.index(containing: $0.sunday) } == index)
        }
    }

    @Test("Outside the calendar there is no week, and its Monday is the calendar's edge")
    func edges() {
        #expect(ISOWeek(index: .max) == nil && ISOWeek(index: .min) == nil)
        #expect(
            ISOWeek(index: ISOWeek.indices.lowerBound - 1) == nil && ISOWeek(index: ISOWeek.indices.upperBound) == nil)
        #expect(ISOWeek.monday(ofIndex: .max) == Day.max && ISOWeek.monday(ofIndex: .min) == Day.min)
        #expect(ISOWeek(index: ISOWeek.indices.lowerBound)?.monday == Day.min)
    }
}
