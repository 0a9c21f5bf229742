import ArgumentParser
import Citizens
import FlexJobs
import Municipal
import Tenancy

/// `sluse pool show`.
struct PoolShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a pool: its rules, its places and who has them, its budget.",
        discussion: """
            CSV has a line for each thing: its key as in JSON, what it is about and the value.

            Example:
              sluse pool show mikrofleks --municipality ishoj
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The pool, by its short name.")
    var pool: String

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let keys = session.keys
            let (detail, people) = try await session.database.read(in: town.id) { tx in
                let detail = try PoolReports.show(pool, in: town.id, &tx)
                let people = try CitizenDirectory(keys: keys, tenant: town.id)
                    .summaries(of: detail.places.compactMap { $0.coverage?.citizen }, &tx)
                return (detail, people)
            }
            let shown = PoolDescription(detail, people)
            switch session.output.format {
            case .json: try session.output.item(shown)
            case .csv: try session.output.list(shown.facts())
            case .table: try show(shown, session.output)
            }
            if let note = people.note { session.output.note(note) }
        }
    }

    private func show(_ pool: PoolDescription, _ output: Output) throws {
        try output.item(pool)
        try output.say("\nRules")
        try output.list(pool.rules)
        try output.say("\nPlaces")
        try output.list(pool.places, whenEmpty: "no place is open")
        if !pool.extensions.isEmpty {
            try output.say("\nExtensions")
            try output.list(pool.extensions)
        }
        try output.say("\nBudget")
        try output.list(pool.budget)
    }
}

/// A pool with everything that is configured.
struct PoolDescription: Printable {
    let pool: String
    let title: String
    let kind: String
    let weeklyHours: String
    let pausesMoveEnd: Bool
    let noticeDays: [Int]
    let answerDays: Int
    let priorityClasses: [String]
    let capacity: Int
    let occupied: Int
    let waiting: Int
    let rules: [PoolRuleLine]
    let places: [PoolPlaceLine]
    let extensions: [PoolExtensionLine]
    let budget: [PoolBudgetLine]

    init(_ detail: PoolReports.Detail, _ people: CitizenSummaries) {
        let settings = detail.overview.pool
        pool = settings.slug
        title = settings.title
        kind = settings.kind.rawValue
        weeklyHours = "\(settings.weeklyHours)"
        pausesMoveEnd = settings.pausePolicy == .movesEnd
        noticeDays = settings.noticeLadder.days
        answerDays = settings.answerDays
        priorityClasses = settings.priorityClasses
        capacity = detail.overview.capacity
        occupied = detail.overview.taken
        waiting = detail.overview.waiting
        rules = detail.parameters.map(PoolRuleLine.init)
        places = detail.places.map { PoolPlaceLine($0, people) }
        extensions = detail.extensions.map(PoolExtensionLine.init)
        budget = detail.budget.map(PoolBudgetLine.init)
    }

    static let fields: [Field<PoolDescription>] = [
        Field("pool", "Pool") { $0.pool },
        Field("title", "Title") { $0.title },
        Field("kind", "Kind") { $0.kind },
        Field("weeklyHours", "Hours a week") { $0.weeklyHours },
        Field("pausesMoveEnd", "Pauses move the end") { $0.pausesMoveEnd ? "yes" : "no" },
        Field("noticeDays", "Notices, days before") { $0.noticeDays.map(String.init).joined(separator: ", ") },
        Field("answerDays", "Days to answer") { "\($0.answerDays)" },
        Field("priorityClasses", "Priority classes") { $0.priorityClasses.joined(separator: ", ") },
        Field("capacity", "Places") { "\($0.capacity)" },
        Field("occupied", "Taken") { "\($0.occupied)" },
        Field("waiting", "Waiting") { "\($0.waiting)" },
    ]
}

/// A rule of a pool, with the days it holds and the decision behind it.
struct PoolRuleLine: Printable {
    let rule: String
    let value: String
    let from: Day
    let through: Day?
    let status: String
    let decision: String?

    init(_ parameter: PoolReports.Parameter) {
        rule = parameter.name
        value = parameter.value
        from = parameter.valid.from
        through = parameter.valid.lastDay
        status = parameter.status.rawValue
        decision = parameter.decision
    }

    static let fields: [Field<PoolRuleLine>] = [
        Field("rule", "Rule") { $0.rule },
        Field("value", "Value") { $0.value },
        Field("from", "From") { "\($0.from)" },
        Field("through", "Through") { $0.through.map { "\($0)" } ?? "" },
        Field("status", "Status") { $0.status },
        Field("decision", "Decision") { $0.decision ?? "" },
    ]
}

/// A place and who has it.
struct PoolPlaceLine: Printable {
    let place: Int
    let coverage: CoverageNumber?
    let citizen: CitizenNumber?
    let name: String?
    let from: Day?
    let lastDay: Day?

    init(_ place: PoolReports.Place, _ people: CitizenSummaries) {
        self.place = place.seat.number
        coverage = place.coverage?.id
        citizen = place.coverage?.citizen
        name = place.coverage.flatMap { people[$0.citizen]?.name }
        from = place.coverage?.period.from
        lastDay = place.coverage?.period.lastDay
    }

    static let fields: [Field<PoolPlaceLine>] = [
        Field("place", "Place", .right) { "\($0.place)" },
        Field("coverage", "Coverage") { $0.coverage.map { "\($0)" } ?? "free" },
        Field("citizen", "Citizen") { $0.citizen.map { "\($0)" } ?? "" },
        Field("name", "Name") { $0.citizen == nil ? "" : $0.name ?? "–" },
        Field("from", "From") { $0.from.map { "\($0)" } ?? "" },
        Field("lastDay", "Last day") { $0.coverage == nil ? "" : $0.lastDay.map { "\($0)" } ?? "none" },
    ]
}

/// A reason to extend.
struct PoolExtensionLine: Printable {
    let reason: String
    let title: String
    let monthsEach: Int
    let monthsTotal: Int

    init(_ terms: ExtensionTerms) {
        reason = terms.reason
        title = terms.title
        monthsEach = terms.monthsEach
        monthsTotal = terms.monthsTotal
    }

    static let fields: [Field<PoolExtensionLine>] = [
        Field("reason", "Reason") { $0.reason },
        Field("title", "Title") { $0.title },
        Field("monthsEach", "Months at a time", .right) { "\($0.monthsEach)" },
        Field("monthsTotal", "Months together", .right) { "\($0.monthsTotal)" },
    ]
}

/// A year's budget and what is granted of it.
struct PoolBudgetLine: Printable {
    let year: Int
    let budgetOre: Int64?
    let committedOre: Int64

    init(_ year: Budget.Year) {
        self.year = year.year
        budgetOre = year.budget?.ore
        committedOre = year.committed.ore
    }

    static let fields: [Field<PoolBudgetLine>] = [
        Field("year", "Year", .right) { "\($0.year)" },
        Field("budgetOre", "Budget", .right) { $0.budgetOre.map { "\(Money(ore: $0))" } ?? "none" },
        Field("committedOre", "Granted", .right) { "\(Money(ore: $0.committedOre))" },
    ]
}
