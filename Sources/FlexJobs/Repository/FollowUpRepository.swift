public import Municipal
import Postgres
import Tenancy

/// What became of a person after a coverage.
public struct FollowUp: Sendable, Hashable {
    /// The coverage that is over.
    public let coverage: CoverageNumber
    /// 3, 6 or 12 months after it.
    public let months: Int
    /// The day it was seen.
    public let observedOn: Day
    /// What was seen.
    public let outcome: FollowUpOutcome
    /// What else was said.
    public let note: String?
}

/// Reads and writes follow-ups; each is written once.
enum FollowUpRepository {
    /// The follow-ups of a coverage.
    static func followUps(of coverage: CoverageNumber, in tenant: TenantID) -> Statement<FollowUp> {
        Statement(
            "follow_ups",
            """
            SELECT f.coverage_id, f.months, f.observed_on, f.outcome, f.note
            FROM sluse.coverage_follow_up AS f
            WHERE f.tenant_id = \(tenant) AND f.coverage_id = \(coverage)
            ORDER BY f.months
            """
        ) { row in
            FollowUp(
                coverage: try row.next(), months: Int(try row.next(Int32.self)), observedOn: try row.next(),
                outcome: try row.next(), note: try row.next())
        }
    }

    /// Writes a follow-up.
    static func insert(_ followUp: FollowUp, in tenant: TenantID) -> Command {
        Command(
            "insert_follow_up",
            """
            INSERT INTO sluse.coverage_follow_up (tenant_id, coverage_id, months, observed_on, outcome, note)
            VALUES (\(tenant), \(followUp.coverage), \(Int32(clamping: followUp.months)), \(followUp.observedOn), \(followUp.outcome),
                    \(followUp.note))
            """)
    }
}

extension FollowUpOutcome: PostgresCodable {}
