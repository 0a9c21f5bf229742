/// How many people a project's cohorts hold, and how many different people they are together.
///
/// A cohort is frozen at a moment: who was in it then stays in it. Cohorts may share people, so 270, 120 and 400 are at
/// most 790. Source: the four cohorts of Udvikling af fleksjob.
public struct CohortSizes: Sendable, Hashable {
    /// The size of each cohort by its name.
    public let sizes: [String: Int]
    /// All sizes added up, which counts people in two cohorts twice.
    public let sum: Int
    /// How many different people there are.
    public let distinct: Int

    /// The sizes of these cohorts, each with its people's numbers.
    public init(_ cohorts: [String: Set<Int64>]) {
        sizes = cohorts.mapValues(\.count)
        sum = cohorts.values.reduce(0) { $0 + $1.count }
        distinct = cohorts.values.reduce(into: Set()) { $0.formUnion($1) }.count
    }
}
