/// Why a citizen leaves a programme, as its catalogue names it.
public struct StopReason: Sendable, Hashable {
    /// What a stop counts as in the figures.
    public enum Effect: String, Sendable, Hashable, CaseIterable, Codable {
        /// Drop-out (*frafald*): illness, moved, another effort needed, no-show.
        case attrition
        /// A way out into a job or an education, which is what the programme is for.
        case outcome
        /// Neither, as where the citizen was referred by mistake or has died.
        case neither
    }

    /// The name in files and declarations.
    public let name: String
    /// What it counts as.
    public let effect: Effect
    /// Whether it tells of somebody's health, which only few may see (article 9 of the data protection regulation).
    public let isHealthData: Bool

    /// A reason.
    public init(name: String, effect: Effect, isHealthData: Bool = false) {
        self.name = name
        self.effect = effect
        self.isHealthData = isHealthData
    }
}
