import Municipal
import Postgres
import Tenancy

/// The places of a pool.
enum SeatRepository {
    /// Every place a pool has had, each with the occupation that ends last: that one decides when it is free for good.
    static func history(of pool: Int32, in tenant: TenantID) -> Statement<SeatHistory> {
        Statement(
            "seat_history",
            """
            SELECT s.number, lower(s.open), upper(s.open), c.first_day, c.free_from
            FROM sluse.seat AS s
            LEFT JOIN (
                SELECT o.seat_number, min(lower(o.period)) AS first_day,
                       nullif(max(coalesce(upper(o.period), 'infinity')), 'infinity') AS free_from
                FROM sluse.coverage AS o
                WHERE o.tenant_id = \(tenant) AND o.pool_id = \(pool)
                GROUP BY o.seat_number
            ) AS c ON c.seat_number = s.number
            WHERE s.tenant_id = \(tenant) AND s.pool_id = \(pool)
            ORDER BY s.number
            """
        ) { row in
            let number: Int32 = try row.next()
            let (opened, closed): (Day, Day?) = (try row.next(), try row.next())
            let (first, free): (Day?, Day?) = (try row.next(), try row.next())
            let occupation = try first.map { try DateSpan(from: $0, to: free) }
            return SeatHistory(
                number: Int(number), opened: opened, closed: closed, occupations: occupation.map { [$0] } ?? [])
        }
    }

    /// How full a pool is on a day, and how many places it has until another, or only on that day.
    static func occupancy(
        of pool: Int32, in tenant: TenantID, on day: Day, through: Day? = nil
    ) -> Statement<PoolOccupancy> {
        Statement(
            "pool_occupancy",
            """
            SELECT coalesce(o.open_seats, 0), coalesce(o.taken_seats, 0), coalesce(o.open_offers, 0),
                   coalesce((SELECT k.places::bigint FROM sluse.pool_capacity AS k
                    WHERE k.tenant_id = \(tenant) AND k.pool_id = \(pool) AND k.status = 'adopted' AND k.valid @> \(day)), 0),
                   coalesce((SELECT CASE WHEN range_agg(k.valid) @> daterange(\(day), \(through ?? day), '[]') THEN min(k.places)::bigint ELSE 0 END
                    FROM sluse.pool_capacity AS k
                    WHERE k.tenant_id = \(tenant) AND k.pool_id = \(pool) AND k.status = 'adopted' AND k.valid && daterange(\(day), \(through ?? day), '[]')), 0)
            FROM (SELECT) AS one
            LEFT JOIN sluse.pool_occupancy AS o ON o.tenant_id = \(tenant) AND o.pool_id = \(pool)
            """
        ) { row in
            PoolOccupancy(
                openSeats: try row.next(), taken: try row.next(), openOffers: try row.next(), capacity: try row.next(),
                lowestCapacity: try row.next())
        }
    }

    /// The first place, by number, that is open and free in a whole period; one that nobody has now goes before one that
    /// becomes free by then, so that who is in it can still be covered longer.
    static func firstFree(of pool: Int32, in period: DateSpan, in tenant: TenantID) -> Statement<Int32> {
        Statement(
            "first_free_seat",
            """
            SELECT s.number
            FROM sluse.seat AS s
            WHERE s.tenant_id = \(tenant) AND s.pool_id = \(pool) AND s.open @> \(period)
              AND NOT EXISTS (
                SELECT FROM sluse.coverage AS c
                WHERE c.tenant_id = s.tenant_id AND c.pool_id = s.pool_id AND c.seat_number = s.number AND c.period && \(period))
            ORDER BY EXISTS (
                SELECT FROM sluse.coverage AS c
                WHERE c.tenant_id = s.tenant_id AND c.pool_id = s.pool_id AND c.seat_number = s.number AND c.state = 'active'),
                s.number
            LIMIT 1
            """
        ) { row in try row.next() }
    }

    /// Opens places, also ones that were closed again since.
    static func open(_ places: [SeatHistory], of pool: Int32, in tenant: TenantID) -> Command {
        Command(
            "open_seats",
            """
            INSERT INTO sluse.seat (tenant_id, pool_id, number, open)
            SELECT \(tenant), \(pool), n.number, daterange(n.opened, n.closed)
            FROM unnest(
                \(places.map { Int32(clamping: $0.number) })::int[], \(places.map(\.opened))::date[],
                \(places.map(\.closed))::date[]) AS n (number, opened, closed)
            """)
    }

    /// Closes places.
    static func close(_ closings: [CapacitySettlement.Change], of pool: Int32, in tenant: TenantID) -> Command {
        Command(
            "close_seats",
            """
            UPDATE sluse.seat AS s
            SET open = daterange(lower(s.open), n.day)
            FROM unnest(\(closings.map { Int32(clamping: $0.seat) })::int[], \(closings.map(\.day))::date[]) AS n (number, day)
            WHERE s.tenant_id = \(tenant) AND s.pool_id = \(pool) AND s.number = n.number
            """)
    }
}

/// How full a pool is.
struct PoolOccupancy: Sendable {
    /// Places that are not closed.
    var openSeats: Int
    /// Places with a coverage that is not over, also one that begins later.
    var taken: Int
    /// Offers nobody has answered yet.
    var openOffers: Int
    /// The adopted capacity on the day.
    var capacity: Int
    /// The lowest adopted capacity from the day through the other.
    var lowestCapacity: Int

    /// How many places may be offered or granted.
    var free: Int {
        OfferablePlaces.count(openSeats: openSeats, taken: taken, openOffers: openOffers, capacity: lowestCapacity)
    }
}
