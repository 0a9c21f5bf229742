public import Declarations
import Municipal

extension PoolDeclaration {
    /// How a pool is read from a file.
    public static let kind = DeclarationKind<PoolDeclaration>.mapping("a pool") { pool in
        let slug = pool.required("slug", .parsed("a slug", by: Slug.parse))
        let title = pool.required("title", .text)
        let kind = pool.required("kind", .choice(PoolKind.self))
        let hours = pool.required("weekly-hours", hoursBound)
        let pauses = pool.optional("pauses-move-end", .boolean, default: true)
        let notices = pool.optional("notices", .list(of: .integer(in: 1...3660)), default: [180, 90, 30])
        let answerDays = pool.optional("answer-days", .integer(in: 1...365), default: 14)
        let declined = pool.optional("when-declined", .choice(DeclinedRule.self), default: .back)
        let lapsed = pool.optional("when-lapsed", .choice(LapsedRule.self), default: .park)
        let classes = pool.optional(
            "priority-classes", .list(of: .parsed("a class", by: Slug.parse)), default: ["ordinary"])
        let capacity = pool.required("capacity", .list(of: capacityStep))
        let limits = pool.optional("limit", .list(of: limitStep), default: [])
        let groups = pool.optional("target-groups", .list(of: targetGroupStep), default: [])
        let extensions = pool.optional("extensions", .list(of: extensionTerms), default: [])
        let budget = pool.optional(
            "budget", .entries(of: .parsed("an amount in kroner") { try Money(parsing: $0) }), default: [])
        return {
            let ladder = try notices.get()
            guard Set(ladder).count == ladder.count else { throw pool.error(at: "notices", "a day stands here twice") }
            let ranks = try classes.get()
            guard !ranks.isEmpty, Set(ranks).count == ranks.count else {
                throw pool.error(at: "priority-classes", "name each class once, first served first")
            }
            return PoolDeclaration(
                place: pool.place, slug: try slug.get(), title: try title.get(), kind: try kind.get(),
                weeklyHours: try hours.get(), pausesMoveEnd: try pauses.get(), noticeDays: ladder.sorted(by: >),
                answerDays: try answerDays.get(), whenDeclined: try declined.get(), whenLapsed: try lapsed.get(),
                priorityClasses: ranks,
                capacity: try distinct(capacity.get(), by: \.from, pool, "capacity"),
                limits: try distinct(limits.get(), by: \.from, pool, "limit"),
                targetGroups: try distinct(groups.get(), by: { "\($0.value.code) \($0.from)" }, pool, "target-groups"),
                extensions: try distinct(extensions.get(), by: \.reason, pool, "extensions"),
                budget: try years(budget.get(), pool))
        }
    }

    private static let day = DeclarationKind<Day>.parsed("a date") { try Day(parsing: $0) }
    private static let decision = DeclarationKind<String>.parsed("the slug of a decision", by: Slug.parseReference)

    private static let hoursBound = DeclarationKind<WeeklyHoursBound>.mapping("a bound on weekly hours") { bound in
        let hours = DeclarationKind<Hours>.parsed("a number of hours") { try Hours(parsing: $0) }
        let below = bound.optional("below", hours)
        let atMost = bound.optional("at-most", hours)
        return {
            switch (try below.get(), try atMost.get()) {
            case (let hours?, nil) where hours.minutes < 1 || hours.minutes > 10_080,
                (nil, let hours?) where hours.minutes < 1 || hours.minutes > 10_080:
                throw bound.error("a bound on weekly hours is above 0 and at most 168")
            case (let hours?, nil): return .below(hours)
            case (nil, let hours?): return .atMost(hours)
            default: throw bound.error("say either 'below' (10 hours are too many) or 'at-most' (10 hours are allowed)")
            }
        }
    }

    private static let capacityStep = DeclarationKind<Step<Int>>.mapping("a capacity") { step in
        let from = step.required("from", day)
        let places = step.required("places", .integer(in: 0...100_000))
        let decision = step.optional("decision", decision)
        return { Step(from: try from.get(), decision: try decision.get(), value: try places.get()) }
    }

    private static let limitStep = DeclarationKind<Step<LimitTerms>>.mapping("a limit") { step in
        let from = step.required("from", day)
        let months = step.required(
            "months",
            .parsed("a number of months from 1 to 600, or 'none'") { text throws -> Int? in
                if text == "none" { return nil }
                guard let months = Int(text), (1...600).contains(months) else { throw OutOfBounds() }
                return months
            })
        let decision = step.optional("decision", decision)
        let inside = step.optional("those-inside", thoseInside, default: .onlyNewEntrants)
        return {
            let noticeMonths: Int? =
                switch try inside.get() {
                case .onlyNewEntrants: nil
                case .afterNotice(let months): months
                }
            return Step(
                from: try from.get(), decision: try decision.get(),
                value: LimitTerms(months: try months.get(), noticeMonths: noticeMonths))
        }
    }

    private enum ThoseInside: Sendable {
        case onlyNewEntrants
        case afterNotice(months: Int)
    }

    private static let thoseInside = DeclarationKind<ThoseInside>.either(
        "'only-new-entrants' or { after-notice-months: 6 }",
        word: { $0 == "only-new-entrants" ? .onlyNewEntrants : nil },
        mapping: .mapping("a rule for those inside") { rule in
            let months = rule.required("after-notice-months", .integer(in: 0...120))
            return { .afterNotice(months: try months.get()) }
        })

    private static let targetGroupStep = DeclarationKind<Step<TargetGroupTerms>>.mapping("a target group") { group in
        let code = group.required("code", .parsed("a target-group code", by: Slug.parseCode))
        let from = group.required("from", day)
        let until = group.optional("until", day)
        let decision = group.optional("decision", decision)
        let minimum = group.optional("minimum-age", .integer(in: 15...100))
        let maximum = group.optional("maximum-age", .integer(in: 15...100))
        return {
            let (youngest, oldest) = (try minimum.get(), try maximum.get())
            if let youngest, let oldest, youngest > oldest {
                throw group.error(at: "minimum-age", "the youngest age is above the oldest")
            }
            let (first, last) = (try from.get(), try until.get())
            if let last, last < first { throw group.error(at: "until", "the last day is before the first") }
            return Step(
                from: first, decision: try decision.get(),
                value: TargetGroupTerms(code: try code.get(), minimumAge: youngest, maximumAge: oldest, lastDay: last))
        }
    }

    private static let extensionTerms = DeclarationKind<ExtensionTerms>.mapping("an extension") { terms in
        let reason = terms.required("reason", .parsed("a slug", by: Slug.parse))
        let title = terms.required("title", .text)
        let each = terms.required("months-each", .integer(in: 1...120))
        let total = terms.required("months-total", .integer(in: 1...600))
        return {
            guard try each.get() <= total.get() else {
                throw terms.error(at: "months-total", "all extensions together are at least as long as one")
            }
            return ExtensionTerms(
                reason: try reason.get(), title: try title.get(), monthsEach: try each.get(),
                monthsTotal: try total.get())
        }
    }

    private static func distinct<Element, Key: Hashable>(
        _ elements: [Element], by key: (Element) -> Key, _ pool: DeclaredMapping, _ name: String
    ) throws -> [Element] {
        guard Set(elements.map(key)).count == elements.count else {
            throw pool.error(at: name, "two entries of '\(name)' say the same thing from the same day; keep one")
        }
        return elements
    }

    private static func years(
        _ entries: [(key: String, value: Money)], _ pool: DeclaredMapping
    ) throws -> [Int: Money] {
        var budget: [Int: Money] = [:]
        for (key, amount) in entries {
            guard let year = Int(key), (1990...2200).contains(year) else {
                throw pool.error(at: "budget", "'\(key)' is not a year; write for example 2025: 600.000,00")
            }
            guard amount >= .zero else { throw pool.error(at: "budget", "a budget can't be below nothing") }
            budget[year] = amount
        }
        return budget
    }
}

/// A number of months outside what a coverage can last.
private struct OutOfBounds: Error, CustomStringConvertible {
    let description = "write 24, or none for coverage without an end"
}
