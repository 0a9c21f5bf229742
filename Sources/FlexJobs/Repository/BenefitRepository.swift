import Citizens
import Municipal
import Postgres
import Tenancy

/// Who lives on *ledighedsydelse*, the benefit of those assigned to a flex job and without one.
enum BenefitRepository {
    /// The word benefit periods use for it.
    static let unemploymentBenefit = "ledighedsydelse"

    /// Those of some citizens who live on it on a day.
    static func onUnemploymentBenefit(
        _ citizens: [CitizenNumber], on day: Day, in tenant: TenantID
    ) -> Statement<CitizenNumber> {
        Statement(
            "on_unemployment_benefit",
            """
            SELECT b.citizen_id FROM sluse.benefit_period AS b
            WHERE b.tenant_id = \(tenant) AND b.citizen_id = ANY (\(citizens)) AND b.valid @> \(day)
              AND b.benefit = \(unemploymentBenefit)
            """
        ) { row in try row.next() }
    }
}
