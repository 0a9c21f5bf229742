import Municipal
import Programmes
import Testing

@Suite("Taking in evidence")
struct IntakeTests {
    private func bounds(courseEndedOn: String? = nil) throws -> EvidenceBounds {
        EvidenceBounds(
            referredOn: try day("2019-06-12"), courseEndedOn: try courseEndedOn.map { try day($0) },
            today: try day("2021-03-01"))
    }

    @Test("A row is new, the same, corrected or refused by what its source said before")
    func verdicts() throws {
        var first = WeekIntake(try bounds(), holding: WeeksByStatus())
        #expect(first.take(week: "2020-W53", status: "full") == .new)
        #expect(first.take(week: "2020-W10", status: " Partial ") == .new)
        var again = WeekIntake(try bounds(), holding: first.changes)
        #expect(again.take(week: "2020-W53", status: "full") == .same)
        #expect(again.take(week: "2020-W10", status: "none") == .corrected)
        #expect(again.changes == WeeksByStatus(notSupported: WeekSet(try week("2020-W10")..<(week("2020-W10") + 1))))
        #expect(again.take(week: "2020-W10", status: "none").refusal?.code == .duplicate)
        #expect(again.take(week: "2020-W53", status: "full").refusal?.code == .duplicate)
        var third = WeekIntake(try bounds(), holding: first.changes)
        _ = third.take(week: "2020-W53", status: "full")
        #expect(third.changes.said.isEmpty)
    }

    @Test(
        "A row that can't be evidence is refused by name",
        arguments: [
            ("2021-W53", "full", EvidenceRefusal.Code.notAWeek), ("uge 3", "full", .notAWeek),
            ("2020-W10", "maybe", .notAStatus), ("2020-W10", "", .notAStatus), ("2019-W23", "full", .beforeReferral),
            ("2021-W10", "full", .inTheFuture),
        ])
    func refused(_ week: String, _ status: String, _ code: EvidenceRefusal.Code) throws {
        var intake = WeekIntake(try bounds(), holding: WeeksByStatus())
        let refusal = intake.take(week: week, status: status).refusal
        #expect(refusal?.code == code)
        #expect(refusal?.message.isEmpty == false && intake.changes.said.isEmpty)
    }

    @Test("The message about a week that does not exist says how many the year has")
    func message() throws {
        var intake = WeekIntake(try bounds(), holding: WeeksByStatus())
        #expect(intake.take(week: "2021-W53", status: "full").refusal?.message.hasSuffix("2021 has 52 weeks") == true)
    }

    @Test("A week before the end of the course is refused where the agreement pays only after it")
    func courseEnd() throws {
        var intake = WeekIntake(try bounds(courseEndedOn: "2020-03-03"), holding: WeeksByStatus())
        #expect(intake.take(week: "2020-W10", status: "full").refusal?.code == .beforeCourseEnd)
        #expect(intake.take(week: "2020-W11", status: "full") == .new)
        var other = WeekIntake(try bounds(), holding: WeeksByStatus())
        #expect(other.take(week: "2019-W24", status: "full") == .new)
    }

    @Test("Hours are new, the same, corrected or refused, over all employers of a day")
    func hourVerdicts() throws {
        let fokus = try CVRNumber(parsing: "13748136")
        let monday = try day("2020-03-02")
        var intake = HourIntake(try bounds(), holding: [fokus: [monday: 444]])
        #expect(intake.take(day: "2020-03-02", hours: "7,4", employer: "13748136") == .same)
        #expect(intake.take(day: "2020-03-03", hours: "7:24", employer: "13748136") == .new)
        #expect(intake.take(day: "2020-03-02", hours: "16", employer: "24256790") == .new)
        #expect(intake.take(day: "2020-03-02", hours: "17", employer: "24256790").refusal?.code == .hoursAboveDay)
        #expect(intake.changes[fokus] == [monday + 1: 444])
        var second = HourIntake(try bounds(), holding: [fokus: [monday: 444]])
        #expect(second.take(day: "02-03-2020", hours: "0", employer: "13748136") == .corrected)
        #expect(second.take(day: "02-03-2020", hours: "0", employer: "13748136").refusal?.code == .duplicate)
        #expect(second.take(day: "02-03-2020", hours: "24", employer: "24256790") == .new)
    }

    @Test(
        "Hours that can't be are refused by name",
        arguments: [
            ("2020-03-02", "-3", "13748136", EvidenceRefusal.Code.negativeHours),
            ("2020-03-02", "x", "13748136", .notHours),
            ("2020-02-30", "3", "13748136", .notADay), ("2020-03-02", "24:01", "13748136", .hoursAboveDay),
            ("2020-03-02", "169", "13748136", .hoursAboveWeek), ("2020-03-02", "7", "24256791", .notACompany),
            ("2019-06-11", "7", "13748136", .beforeReferral), ("2021-03-02", "7", "13748136", .inTheFuture),
        ])
    func hoursRefused(_ day: String, _ hours: String, _ employer: String, _ code: EvidenceRefusal.Code) throws {
        var intake = HourIntake(try bounds(), holding: [:])
        #expect(intake.take(day: day, hours: hours, employer: employer).refusal?.code == code)
        #expect(intake.changes.isEmpty)
    }

    @Test("A municipality's own limit for a week counts all its days and employers")
    func weekLimit() throws {
        let limits = EvidenceLimits(minutesADay: .max, minutesAWeek: 60 * 60)
        var intake = HourIntake(try bounds(), limits: limits, holding: [:])
        for date in 2...6 { #expect(intake.take(day: "2020-03-0\(date)", hours: "12", employer: "13748136") == .new) }
        #expect(intake.take(day: "2020-03-08", hours: "0:01", employer: "24256790").refusal?.code == .hoursAboveWeek)
        #expect(intake.take(day: "2020-03-09", hours: "12", employer: "24256790") == .new)
        #expect(limits.minutesADay == 1440)
    }

    @Test("An event that was corrected counts as corrected, in any order, and one that was withdrawn does not count")
    func events() throws {
        let start = try day("2020-01-06")
        let events = [
            ReferralEvent(fact: 1, .happened(.started, on: start)),
            ReferralEvent(fact: 2, .happened(.stopped(reason: "sickness"), on: start + 30)),
            ReferralEvent(fact: 3, .happened(.started, on: start + 7), replaces: 1),
            ReferralEvent(fact: 4, .withdrawn, replaces: 2),
            ReferralEvent(fact: 5, .happened(.phaseEntered("job"), on: start + 9)),
            ReferralEvent(fact: 6, .happened(.courseEnded, on: start + 60)),
        ]
        let course = ReferralCourse(events)
        #expect(ReferralCourse(events.reversed()) == course)
        #expect(
            course
                == ReferralCourse(startedOn: start + 7, courseEndedOn: start + 60, phases: ["job": start + 9]))
        #expect(course.through(start + 8) == ReferralCourse(startedOn: start + 7))
        let stopped = ReferralCourse(Array(events.prefix(3)))
        #expect(stopped.stop == .init(on: start + 30, reason: "sickness"))
        #expect(stopped.through(start + 29).stop == nil)
    }
}
