import Citizens
import Municipal
import Postgres
import Tenancy

/// The waiting lists and their trails.
enum WaitingRepository {
    private static let columns: SQL = """
        w.id, w.pool_id, w.citizen_id, w.priority_class, w.queued_on, w.listed_on, w.state, w.parked_until, w.version
        """

    /// The entries of a pool that are on its list.
    static func listed(pool: Int32, in tenant: TenantID) -> Statement<WaitingEntry> {
        Statement(
            "waiting_list",
            """
            SELECT \(fragment: columns) FROM sluse.waiting_entry AS w
            WHERE w.tenant_id = \(tenant) AND w.pool_id = \(pool) AND w.state IN ('waiting', 'parked', 'offered')
            ORDER BY w.queued_on, w.id
            """, decode: decode)
    }

    /// Everyone who may be offered a place of a pool on a day, with what the rule of eligibility asks for. Who is covered in
    /// some pool can't accept, and keeps the place in line.
    static func candidates(pool: Int32, on day: Day, in tenant: TenantID) -> Statement<WaitingCandidate> {
        Statement(
            "waiting_candidates",
            """
            SELECT \(fragment: columns), z.born, g.code
            FROM sluse.waiting_entry AS w
            JOIN sluse.citizen AS z ON z.tenant_id = w.tenant_id AND z.id = w.citizen_id
            LEFT JOIN sluse.target_group_period AS g
                ON g.tenant_id = w.tenant_id AND g.citizen_id = w.citizen_id AND g.valid @> \(day)
            WHERE w.tenant_id = \(tenant) AND w.pool_id = \(pool)
              AND (w.state = 'waiting' OR (w.state = 'parked' AND w.parked_until <= \(day)))
              AND NOT EXISTS (
                SELECT FROM sluse.coverage AS c
                WHERE c.tenant_id = w.tenant_id AND c.citizen_id = w.citizen_id AND c.state = 'active')
            """
        ) { row in
            WaitingCandidate(entry: try decode(&row), born: try row.next(), targetGroup: try row.next())
        }
    }

    /// An entry by its number.
    static func find(_ id: WaitingNumber, in tenant: TenantID) -> Statement<WaitingEntry> {
        Statement(
            "waiting_entry",
            "SELECT \(fragment: columns) FROM sluse.waiting_entry AS w WHERE w.tenant_id = \(tenant) AND w.id = \(id)",
            decode: decode)
    }

    /// The entry of a citizen who is on a pool's list.
    static func current(of citizen: CitizenNumber, pool: Int32, in tenant: TenantID) -> Statement<WaitingEntry> {
        Statement(
            "current_waiting_entry",
            """
            SELECT \(fragment: columns) FROM sluse.waiting_entry AS w
            WHERE w.tenant_id = \(tenant) AND w.pool_id = \(pool) AND w.citizen_id = \(citizen)
              AND w.state IN ('waiting', 'parked', 'offered')
            """, decode: decode)
    }

    /// Writes a new entry.
    static func insert(_ entry: WaitingEntry, in tenant: TenantID) -> Command {
        Command(
            "insert_waiting_entry",
            """
            INSERT INTO sluse.waiting_entry
                (tenant_id, id, pool_id, citizen_id, priority_class, queued_on, listed_on, state, parked_until)
            VALUES (\(tenant), \(entry.id), \(entry.pool), \(entry.citizen), \(entry.priorityClass), \(entry.queuedOn),
                    \(entry.listedOn), \(entry.state), \(entry.parkedUntil))
            """)
    }

    /// Moves an entry to what it becomes, with the step of its trail; one that has changed meanwhile is left alone.
    static func move(
        _ entry: WaitingEntry, _ kind: WaitingEventKind, reason: String, on day: Day, in tenant: TenantID
    ) -> Command {
        Command(
            "move_waiting_entry",
            """
            WITH moved AS (
                UPDATE sluse.waiting_entry AS w
                SET priority_class = \(entry.priorityClass), queued_on = \(entry.queuedOn), state = \(entry.state),
                    parked_until = \(entry.parkedUntil), version = \(entry.version)
                WHERE w.tenant_id = \(tenant) AND w.id = \(entry.id) AND w.version = \(entry.version - 1)
                RETURNING w.tenant_id, w.id, w.version, w.priority_class, w.queued_on, w.state, w.parked_until
            )
            INSERT INTO sluse.waiting_event
                (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on, state, parked_until, reason)
            SELECT m.tenant_id, m.id, m.version, \(kind.rawValue), \(day), m.priority_class, m.queued_on, m.state,
                   m.parked_until, \(reason)
            FROM moved AS m
            """)
    }

    /// Writes the first step of a new entry's trail.
    static func record(
        _ entry: WaitingEntry, _ kind: WaitingEventKind, reason: String, on day: Day, in tenant: TenantID
    ) -> Command {
        Command(
            "record_waiting_event",
            """
            INSERT INTO sluse.waiting_event
                (tenant_id, entry_id, version, kind, effective_on, priority_class, queued_on, state, parked_until, reason)
            VALUES (\(tenant), \(entry.id), \(entry.version), \(kind.rawValue), \(day), \(entry.priorityClass), \(entry.queuedOn),
                    \(entry.state), \(entry.parkedUntil), \(reason))
            """)
    }

    /// The trail of an entry, oldest first.
    static func events(of id: WaitingNumber, in tenant: TenantID) -> Statement<WaitingEvent> {
        Statement(
            "waiting_events",
            """
            SELECT e.version, e.kind, e.effective_on, e.priority_class, e.queued_on, e.state, e.parked_until, e.reason, e.actor::text
            FROM sluse.waiting_event AS e
            WHERE e.tenant_id = \(tenant) AND e.entry_id = \(id)
            ORDER BY e.version
            """
        ) { row in
            WaitingEvent(
                version: try row.next(), kind: try row.next(), effectiveOn: try row.next(),
                priorityClass: try row.next(),
                queuedOn: try row.next(), state: try row.next(), parkedUntil: try row.next(), reason: try row.next(),
                actor: try row.next())
        }
    }

    /// For every entry a pool has had, the days it was on the list.
    static func periods(pool: Int32, in tenant: TenantID) -> Statement<WaitingPeriod> {
        Statement(
            "waiting_periods",
            """
            SELECT w.listed_on, (
                SELECT min(e.effective_on) FROM sluse.waiting_event AS e
                WHERE e.tenant_id = w.tenant_id AND e.entry_id = w.id AND e.state IN ('placed', 'withdrawn'))
            FROM sluse.waiting_entry AS w
            WHERE w.tenant_id = \(tenant) AND w.pool_id = \(pool)
            ORDER BY w.id
            """
        ) { row in WaitingPeriod(listedOn: try row.next(), leftOn: try row.next()) }
    }

    @Sendable private static func decode(_ row: inout RowReader) throws -> WaitingEntry {
        WaitingEntry(
            id: try row.next(), pool: try row.next(), citizen: try row.next(), priorityClass: try row.next(),
            queuedOn: try row.next(), listedOn: try row.next(), state: try row.next(), parkedUntil: try row.next(),
            version: try row.next())
    }
}

/// Someone who may be offered a place.
struct WaitingCandidate: Sendable {
    var entry: WaitingEntry
    var born: Day?
    var targetGroup: String?
}

/// When someone came onto a list and left it.
struct WaitingPeriod: Sendable {
    var listedOn: Day
    var leftOn: Day?
}

extension WaitingEntry.State: PostgresCodable {}
