import Municipal
import Postgres
import Tenancy

/// Offers free places to those first in line.
enum OfferingRepository {
    /// Makes one open offer to each entry, in the order given, and gives their numbers.
    ///
    /// The key is made of municipality, entry, its version and the day, so that the same offer isn't made twice.
    static func make(
        _ next: [FirstInLine], firstNumber: Int32, in tenant: TenantID, on day: Day
    ) -> Statement<Int32> {
        Statement(
            "make_offers",
            """
            INSERT INTO sluse.offer (tenant_id, id, key, pool_id, entry_id, made_on, answer_by, state)
            SELECT w.tenant_id, \(firstNumber) + line.place::int - 1,
                   sluse.key('offer', w.tenant_id::text, w.id::text, w.version::text, \(day)::text),
                   line.pool, w.id, \(day), line.answer_by, 'open'
            FROM unnest(\(next.map(\.entry))::int[], \(next.map(\.pool))::int[], \(next.map(\.answerBy))::date[])
                WITH ORDINALITY AS line (entry, pool, answer_by, place)
            JOIN sluse.waiting_entry AS w ON w.tenant_id = \(tenant) AND w.id = line.entry
            ORDER BY line.place
            RETURNING id
            """
        ) { row throws(PostgresError) in try row.next() }
    }

    /// Takes `count` offer numbers and gives the first.
    static func takeNumbers(_ count: Int, in tenant: TenantID) -> Statement<Int32> {
        Statement("take_offer_numbers", "SELECT sluse.take_numbers(\(tenant), 'offer', \(Int32(clamping: count)))") {
            row throws(PostgresError) in try row.next()
        }
    }

    /// Marks entries as having an open offer, each with the step of its trail.
    static func moveEntries(_ entries: [Int32], in tenant: TenantID, on day: Day) -> Command {
        Command(
            "move_offered_entries",
            """
            WITH moved AS (
                UPDATE sluse.waiting_entry AS w
                SET state = 'offered', parked_until = NULL, version = w.version + 1
                WHERE w.tenant_id = \(tenant) AND w.id = ANY (\(entries)) AND w.state IN ('waiting', 'parked')
                RETURNING w.tenant_id, w.id, w.version, w.priority_class, w.queued_on, w.state
            )
            INSERT INTO sluse.waiting_event
                (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on, state, reason)
            SELECT m.tenant_id, m.id, m.version, 'offered', \(day), m.priority_class, m.queued_on, m.state,
                   'first in line for a free place'
            FROM moved AS m
            """)
    }
}

/// Someone who is next for a free place, and the last day to answer the offer of it.
struct FirstInLine: Sendable {
    var entry: Int32
    var pool: Int32
    var answerBy: Day
}
