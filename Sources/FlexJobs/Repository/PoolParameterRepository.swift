import Municipal
import Postgres
import Tenancy

/// The parameters of pools that change by date: capacity, limit of coverage, target groups.
enum PoolParameterRepository {
    /// Every capacity ever declared for a pool, oldest first.
    static func capacities(of pool: Int32, in tenant: TenantID) -> Statement<ParameterRow<Int>> {
        Statement(
            "pool_capacities",
            """
            SELECT k.id, k.declared_from, NULL::date, k.valid, k.status, k.decision, k.resumes, k.places
            FROM sluse.pool_capacity AS k
            WHERE k.tenant_id = \(tenant) AND k.pool_id = \(pool)
            ORDER BY k.declared_from, k.id
            """
        ) { row in
            try read(&row, pool: pool) { row in Int(try row.next(Int32.self)) }
        }
    }

    /// Every limit ever declared for a pool, oldest first.
    static func limits(of pool: Int32, in tenant: TenantID) -> Statement<ParameterRow<LimitTerms>> {
        Statement(
            "pool_limits",
            """
            SELECT l.id, l.declared_from, NULL::date, l.valid, l.status, l.decision, l.resumes, l.months, l.transition_months
            FROM sluse.pool_limit AS l
            WHERE l.tenant_id = \(tenant) AND l.pool_id = \(pool)
            ORDER BY l.declared_from, l.id
            """
        ) { row in
            try read(&row, pool: pool) { row in
                LimitTerms(
                    months: try row.next(Int32?.self).map(Int.init),
                    noticeMonths: try row.next(Int32?.self).map(Int.init))
            }
        }
    }

    /// Every target group ever declared for a pool, oldest first.
    static func targetGroups(of pool: Int32, in tenant: TenantID) -> Statement<ParameterRow<TargetGroupTerms>> {
        Statement(
            "pool_target_groups",
            """
            SELECT g.id, g.declared_from, g.declared_until, g.valid, g.status, g.decision, g.resumes, g.code, g.minimum_age, g.maximum_age
            FROM sluse.pool_target_group AS g
            WHERE g.tenant_id = \(tenant) AND g.pool_id = \(pool)
            ORDER BY g.declared_from, g.id
            """
        ) { row in
            var found = try read(&row, pool: pool) { row in
                TargetGroupTerms(
                    code: try row.next(), minimumAge: try row.next(Int32?.self).map(Int.init),
                    maximumAge: try row.next(Int32?.self).map(Int.init), lastDay: nil)
            }
            found.value = found.value.through(found.declaredUntil)
            return found
        }
    }

    /// Writes a new capacity.
    static func insert(_ row: ParameterRow<Int>, in tenant: TenantID) -> Command {
        Command(
            "insert_pool_capacity",
            """
            INSERT INTO sluse.pool_capacity (tenant_id, pool_id, id, declared_from, valid, places, status, decision, resumes)
            VALUES (\(tenant), \(row.pool), \(row.id), \(row.declaredFrom), \(row.valid), \(Int32(clamping: row.value)),
                    \(row.status), \(row.decision), \(row.resumes))
            """)
    }

    /// Writes a new limit.
    static func insert(_ row: ParameterRow<LimitTerms>, in tenant: TenantID) -> Command {
        Command(
            "insert_pool_limit",
            """
            INSERT INTO sluse.pool_limit (tenant_id, pool_id, id, declared_from, valid, months, transition_months, status, decision, resumes)
            VALUES (\(tenant), \(row.pool), \(row.id), \(row.declaredFrom), \(row.valid),
                    \(row.value.months.map { Int32(clamping: $0) }), \(row.value.noticeMonths.map { Int32(clamping: $0) }),
                    \(row.status), \(row.decision), \(row.resumes))
            """)
    }

    /// Writes a new target group.
    static func insert(_ row: ParameterRow<TargetGroupTerms>, in tenant: TenantID) -> Command {
        Command(
            "insert_pool_target_group",
            """
            INSERT INTO sluse.pool_target_group
                (tenant_id, pool_id, id, declared_from, declared_until, valid, code, minimum_age, maximum_age, status, decision, resumes)
            VALUES (\(tenant), \(row.pool), \(row.id), \(row.declaredFrom), \(row.declaredUntil), \(row.valid), \(row.value.code),
                    \(row.value.minimumAge.map { Int32(clamping: $0) }), \(row.value.maximumAge.map { Int32(clamping: $0) }),
                    \(row.status), \(row.decision), \(row.resumes))
            """)
    }

    /// Brings a capacity that is not yet in force to what the file says.
    static func change(_ row: ParameterRow<Int>, in tenant: TenantID) -> Command {
        Command(
            "change_pool_capacity",
            """
            UPDATE sluse.pool_capacity SET places = \(Int32(clamping: row.value))
            WHERE tenant_id = \(tenant) AND pool_id = \(row.pool) AND id = \(row.id)
            """)
    }

    /// Brings a limit that is not yet in force to what the file says.
    static func change(_ row: ParameterRow<LimitTerms>, in tenant: TenantID) -> Command {
        Command(
            "change_pool_limit",
            """
            UPDATE sluse.pool_limit
            SET months = \(row.value.months.map { Int32(clamping: $0) }),
                transition_months = \(row.value.noticeMonths.map { Int32(clamping: $0) })
            WHERE tenant_id = \(tenant) AND pool_id = \(row.pool) AND id = \(row.id)
            """)
    }

    /// Brings a target group to what the file says: its last day, or its ages before it is in force.
    static func change(_ row: ParameterRow<TargetGroupTerms>, in tenant: TenantID) -> Command {
        Command(
            "change_pool_target_group",
            """
            UPDATE sluse.pool_target_group
            SET declared_until = \(row.declaredUntil), minimum_age = \(row.value.minimumAge.map { Int32(clamping: $0) }),
                maximum_age = \(row.value.maximumAge.map { Int32(clamping: $0) })
            WHERE tenant_id = \(tenant) AND pool_id = \(row.pool) AND id = \(row.id)
            """)
    }

    /// Moves rows to their new days and status, in two steps so that no two of them hold on the same day in between.
    static func layOut<Value>(_ rows: [ParameterRow<Value>], of parameter: PoolParameter, in tenant: TenantID)
        -> [Command]
    {
        guard let pool = rows.first?.pool else { return [] }
        let ids = rows.map(\.id)
        return [
            Command(
                "set_parameters_aside",
                """
                UPDATE \(fragment: parameter.table) SET status = 'proposed'
                WHERE tenant_id = \(tenant) AND pool_id = \(pool) AND id = ANY (\(ids)) AND status = 'adopted'
                """),
            Command(
                "lay_out_parameters",
                """
                UPDATE \(fragment: parameter.table) AS t
                SET status = n.status, valid = daterange(n.valid_from, n.valid_to)
                FROM unnest(
                    \(ids)::int[], \(rows.map(\.status))::text[], \(rows.map(\.valid.from))::date[], \(rows.map(\.valid.to))::date[])
                    AS n (id, status, valid_from, valid_to)
                WHERE t.tenant_id = \(tenant) AND t.pool_id = \(pool) AND t.id = n.id
                """),
        ]
    }

    private static func read<Value>(
        _ row: inout RowReader, pool: Int32, _ value: (inout RowReader) throws -> Value
    ) throws -> ParameterRow<Value> {
        ParameterRow(
            id: try row.next(), pool: pool, declaredFrom: try row.next(), declaredUntil: try row.next(),
            valid: try row.next(), status: try row.next(), decision: try row.next(), resumes: try row.next(),
            value: try value(&row))
    }
}

/// A parameter of a pool that changes by date.
enum PoolParameter: Sendable {
    case capacity, limit, targetGroup

    /// What commands and messages call it.
    var name: String {
        switch self {
        case .capacity: "capacity"
        case .limit: "limit"
        case .targetGroup: "target group"
        }
    }

    fileprivate var table: SQL {
        switch self {
        case .capacity: "sluse.pool_capacity"
        case .limit: "sluse.pool_limit"
        case .targetGroup: "sluse.pool_target_group"
        }
    }
}

extension TargetGroupTerms {
    /// The same terms, through another last day.
    func through(_ lastDay: Day?) -> TargetGroupTerms {
        TargetGroupTerms(code: code, minimumAge: minimumAge, maximumAge: maximumAge, lastDay: lastDay)
    }
}
