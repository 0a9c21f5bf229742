public import Municipal

/// What the database knows of a citizen without any key.
public struct CitizenFacts: Sendable, Hashable {
    /// The citizen.
    public let number: CitizenNumber
    /// The day of birth, for rules about age; `nil` once the person is erased.
    public let born: Day?
    /// The part of the municipality that the citizen belongs to.
    public let unit: String?
    /// Whether name and address are protected by law: then no list shows the name.
    public let protectedAddress: Bool
    /// When the person was erased.
    public let erasedOn: Day?
}
