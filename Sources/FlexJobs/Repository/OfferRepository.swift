import Citizens
import Municipal
import Postgres
import Tenancy

/// Reads and answers offers.
enum OfferRepository {
    private static let columns: SQL = """
        o.id, o.pool_id, o.entry_id, w.citizen_id, o.made_on, o.answer_by, o.state, o.answered_on, o.reason
        """

    /// Offers of a municipality, newest first; of one pool and in some states where these are given.
    static func list(in tenant: TenantID, pool: Int32? = nil, states: [Offer.State]) -> Statement<Offer> {
        Statement(
            "offers",
            """
            SELECT \(fragment: columns)
            FROM sluse.offer AS o
            JOIN sluse.waiting_entry AS w ON w.tenant_id = o.tenant_id AND w.id = o.entry_id
            WHERE o.tenant_id = \(tenant) AND o.state = ANY (\(states)) AND (\(pool)::int IS NULL OR o.pool_id = \(pool))
            ORDER BY o.made_on DESC, o.id DESC
            """, decode: decode)
    }

    /// An offer by its number.
    static func find(_ id: OfferNumber, in tenant: TenantID) -> Statement<Offer> {
        Statement(
            "offer",
            """
            SELECT \(fragment: columns)
            FROM sluse.offer AS o
            JOIN sluse.waiting_entry AS w ON w.tenant_id = o.tenant_id AND w.id = o.entry_id
            WHERE o.tenant_id = \(tenant) AND o.id = \(id)
            """, decode: decode)
    }

    /// Answers an open offer.
    static func answer(
        _ id: OfferNumber, _ state: Offer.State, on day: Day, reason: String?, in tenant: TenantID
    ) -> Command {
        Command(
            "answer_offer",
            """
            UPDATE sluse.offer SET state = \(state), answered_on = \(day), reason = \(reason), version = version + 1
            WHERE tenant_id = \(tenant) AND id = \(id) AND state = 'open'
            """)
    }

    @Sendable private static func decode(_ row: inout RowReader) throws -> Offer {
        Offer(
            id: try row.next(), pool: try row.next(), entry: try row.next(), citizen: try row.next(),
            madeOn: try row.next(),
            answerBy: try row.next(), state: try row.next(), answeredOn: try row.next(), reason: try row.next())
    }
}

extension Offer.State: PostgresCodable {}
