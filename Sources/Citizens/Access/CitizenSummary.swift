public import Municipal

/// A citizen as lists show them.
public struct CitizenSummary: Sendable, Hashable {
    /// The citizen.
    public let number: CitizenNumber
    /// The name; `nil` for a protected or erased person, and where the key isn't here.
    public let name: String?
    /// The CPR number as `760390-••••`; `nil` in the same cases as the name.
    public let maskedCPR: String?
    /// The day of birth, for rules about age; of a protected person it is not printed.
    public let born: Day?
    /// The part of the municipality that the citizen belongs to.
    public let unit: String?
    /// Whether name and address are protected by law.
    public let protectedAddress: Bool
    /// When the person was erased.
    public let erasedOn: Day?

    init(_ facts: CitizenFacts, _ identity: Identity?) {
        let shown = facts.protectedAddress ? nil : identity
        number = facts.number
        name = shown?.name
        maskedCPR = shown?.cpr.masked
        born = facts.born
        unit = facts.unit
        protectedAddress = facts.protectedAddress
        erasedOn = facts.erasedOn
    }
}

/// The citizens of a list, and why names may be missing.
public struct CitizenSummaries: Sendable {
    private let all: [CitizenNumber: CitizenSummary]
    /// One line for standard error when names can't be shown; `nil` when all that may be shown are.
    public let note: String?

    init(_ summaries: [CitizenSummary], note: String?) {
        all = Dictionary(uniqueKeysWithValues: summaries.map { ($0.number, $0) })
        self.note = note
    }

    /// The citizen with this number, if there is one.
    public subscript(number: CitizenNumber) -> CitizenSummary? { all[number] }

    /// What a list shows as the name: the name, or `–` where it may not or can't be shown.
    public func name(_ number: CitizenNumber) -> String { all[number]?.name ?? "–" }
}
