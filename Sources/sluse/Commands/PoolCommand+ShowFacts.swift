import Citizens
import FlexJobs
import Municipal

/// One thing about a pool, as CSV has it: a table in which settings, rules, places and amounts have room beside each other.
struct PoolFact: Printable {
    /// What it is, by its key in JSON.
    let key: String
    /// What it is about: the rule, the number of the place, the reason to extend, the year.
    var about = ""
    let value: String
    var from: Day?
    var through: Day?
    var status: String?
    var decision: String?
    var citizen: CitizenNumber?
    var name: String?

    static let fields: [Field<PoolFact>] = [
        Field("key", "Key") { $0.key },
        Field("about", "About") { $0.about },
        Field("value", "Value") { $0.value },
        Field("from", "From") { $0.from.map { "\($0)" } ?? "" },
        Field("through", "Through") { $0.through.map { "\($0)" } ?? "" },
        Field("status", "Status") { $0.status ?? "" },
        Field("decision", "Decision") { $0.decision ?? "" },
        Field("citizen", "Citizen") { $0.citizen.map { "\($0)" } ?? "" },
        Field("name", "Name") { $0.name ?? "" },
    ]
}

extension PoolDescription {
    /// Everything about the pool, a line each.
    ///
    /// - Throws: what encoding throws.
    func facts() throws -> [PoolFact] {
        try zip(Self.fields, CommaSeparated.values(of: self)).map { PoolFact(key: $0.key, value: $1) }
            + rules.map {
                PoolFact(
                    key: "rule", about: $0.rule, value: $0.value, from: $0.from, through: $0.through, status: $0.status,
                    decision: $0.decision)
            }
            + places.map {
                PoolFact(
                    key: "place", about: "\($0.place)", value: $0.coverage?.description ?? "free", from: $0.from,
                    through: $0.lastDay, citizen: $0.citizen, name: $0.name)
            }
            + extensions.flatMap {
                [
                    PoolFact(key: "monthsEach", about: $0.reason, value: "\($0.monthsEach)"),
                    PoolFact(key: "monthsTotal", about: $0.reason, value: "\($0.monthsTotal)"),
                ]
            }
            + budget.flatMap {
                [
                    PoolFact(key: "budgetOre", about: "\($0.year)", value: $0.budgetOre.map(String.init) ?? ""),
                    PoolFact(key: "committedOre", about: "\($0.year)", value: "\($0.committedOre)"),
                ]
            }
    }
}
