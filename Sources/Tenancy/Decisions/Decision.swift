public import Municipal
public import Postgres

/// How far a decision, and what rests on it, has come.
public enum ParameterStatus: String, CaseIterable, Hashable, Sendable, Codable, PostgresCodable {
    /// On the table: simulated, never enforced.
    case proposed
    /// In force from its day on.
    case adopted
    /// In force until its day, and not after.
    case repealed
}

/// What a council, a committee or a manager decided, or is asked to decide.
public struct Decision: Hashable, Sendable {
    /// The municipality.
    public let tenant: TenantID
    /// Its short name in commands and files, such as `flow-2025`.
    public let slug: String
    /// Its title in the papers.
    public let title: String
    /// How far it has come.
    public let status: ParameterStatus
    /// Who decided it, such as `Byrådet`.
    public let decidedBy: String?
    /// The day it was decided.
    public let decidedOn: Day?
    /// The number of its case.
    public let caseNumber: String?
    /// The day it takes effect.
    public let effectiveOn: Day?
    /// The first day it is not in force any more.
    public let repealedOn: Day?
    /// Counts the changes of the row.
    public let version: Int32

    /// Describes a decision.
    public init(
        tenant: TenantID, slug: String, title: String, status: ParameterStatus, decidedBy: String? = nil,
        decidedOn: Day? = nil, caseNumber: String? = nil, effectiveOn: Day? = nil, repealedOn: Day? = nil,
        version: Int32 = 1
    ) {
        self.tenant = tenant
        self.slug = slug
        self.title = title
        self.status = status
        self.decidedBy = decidedBy
        self.decidedOn = decidedOn
        self.caseNumber = caseNumber
        self.effectiveOn = effectiveOn
        self.repealedOn = repealedOn
        self.version = version
    }
}

extension Decision: Encodable {
    private enum CodingKeys: String, CodingKey {
        case slug, title, status, decidedBy, decidedOn, caseNumber, effectiveOn, repealedOn
    }
}
