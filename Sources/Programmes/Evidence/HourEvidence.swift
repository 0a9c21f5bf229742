public import Municipal

/// What one source said about one referral's hours with one employer in one import.
public struct HourStatement: Sendable, Hashable {
    /// The number of the import among all facts of the municipality; a higher one was recorded later.
    public let fact: Int64
    /// Who said it, as the files name them.
    public let source: String
    /// The employer.
    public let employer: CVRNumber
    /// Minutes of ordinary work by day; a day with 0 takes back what was said of it.
    public let minutes: [Day: Int]

    /// A statement.
    public init(fact: Int64, source: String, employer: CVRNumber, minutes: [Day: Int]) {
        self.fact = fact
        self.source = source
        self.employer = employer
        self.minutes = minutes
    }
}

/// The minutes worked on one day.
public struct WorkedDay: Sendable, Hashable {
    /// The day.
    public let day: Day
    /// Minutes over all employers.
    public let minutes: Int

    /// That many minutes on that day.
    public init(day: Day, minutes: Int) {
        self.day = day
        self.minutes = minutes
    }
}

/// Everything that was ever said about one referral's hours of ordinary work.
///
/// For an employer and a day the fact recorded last holds, whichever source said it: a payslip and the income register
/// tell of the same hours, which must not be added up. Employers are added up.
public struct HourEvidence: Sendable, Hashable {
    /// The statements, oldest first.
    public let statements: [HourStatement]

    /// The evidence that consists of these statements, in any order.
    public init(_ statements: [HourStatement] = []) {
        self.statements = statements.sorted {
            ($0.fact, $0.source, $0.employer.description) < ($1.fact, $1.source, $1.employer.description)
        }
    }

    /// What holds with each employer.
    public func byEmployer() -> [CVRNumber: [Day: Int]] {
        var holding: [CVRNumber: [Day: Int]] = [:]
        for statement in statements {
            holding[statement.employer, default: [:]].merge(statement.minutes) { _, newer in newer }
        }
        return holding
    }

    /// The days on which there was work, in order, with all employers added up.
    public func days() -> [WorkedDay] {
        if statements.isEmpty { return [] }
        var sums: [Day: Int] = [:]
        for minutes in byEmployer().values {
            for (day, count) in minutes where count > 0 {
                // Nobody works more than a day holds, whatever the employers say together.
                sums[day] = min((sums[day] ?? 0) + min(count, 24 * 60), 24 * 60)
            }
        }
        return sums.map { WorkedDay(day: $0.key, minutes: $0.value) }.sorted { $0.day < $1.day }
    }
}
