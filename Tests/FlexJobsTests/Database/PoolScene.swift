import Citizens
import Declarations
import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@testable import FlexJobs

/// A municipality with a pool in a database of its own, with the people and the days a test needs.
struct PoolScene: Sendable {
    let test: TestDatabase
    let tenant: TenantID
    /// Who works there when a test does not say who.
    let caseworker: TestLogin
    /// Who configures its pools.
    let poolAdministrator: TestLogin

    /// Ishøj in a test's database.
    init(test: TestDatabase) {
        self.test = test
        tenant = TestDatabase.ishoj
        caseworker = .ishojCaseworker
        poolAdministrator = .ishojPoolAdministrator
    }

    /// Aalborg in the same database.
    init(beside scene: PoolScene) {
        test = scene.test
        tenant = TestDatabase.aalborg
        caseworker = .aalborgCaseworker
        poolAdministrator = .aalborgPoolAdministrator
    }

    /// A day for looking at things.
    private static let now = Day.max

    /// Five places without a limit, as Ishøj's paper has it, and no rule about who may come.
    static let standing = """
        slug: mikrofleks
        title: Mikrofleksjob
        kind: flex-job
        weekly-hours: { below: 10 }
        pauses-move-end: true
        notices: [180, 90, 30]
        answer-days: 14
        when-declined: back
        when-lapsed: park
        priority-classes: [urgent, ordinary]
        capacity: [ { from: 2015-01-01, places: 5 } ]
        extensions: [ { reason: rehabilitation, title: Rehabilitation, months-each: 6, months-total: 12 } ]
        """

    /// Runs a body in a database with one pool, configured on a day.
    static func with(
        _ yaml: String = standing, on day: Day, _ body: @Sendable (PoolScene) async throws -> Void
    ) async throws {
        try await TestDatabase.with { test in
            let scene = PoolScene(test: test)
            try await scene.apply(yaml, on: day)
            try await body(scene)
        }
    }

    /// Works as a login on a day, and hangs up.
    func at<R: Sendable>(
        _ day: Day, as login: TestLogin? = nil, _ body: @Sendable (inout Transaction) throws -> R
    ) async throws -> R {
        try await connected(day, as: login ?? caseworker) { try await $0.write(in: tenant, body) }
    }

    /// Applies a pool's configuration.
    @discardableResult
    func apply(_ yaml: String, on day: Day) async throws -> ApplyOutcome {
        let declaration = try DeclarationReader().read(Array(yaml.utf8), named: "pool.yaml", as: PoolDeclaration.kind)
        return try await at(day, as: poolAdministrator) { tx in
            try ApplyPools.apply([declaration], in: tenant, &tx)
        }
    }

    /// Adds citizens with administrative numbers nobody has, all in target group 9 and on *ledighedsydelse*.
    @discardableResult
    func citizens(_ count: Int, born: String = "1980-01-01") async throws -> [CitizenNumber] {
        let born = try day(born)
        return try await at(PoolScene.now) { tx in
            let first = try tx.takeNumbers("citizen", count: Int32(count), in: tenant)
            let numbers = (0..<Int32(count)).map { CitizenNumber(rawValue: first + $0) }
            try tx.execute(
                """
                INSERT INTO sluse.citizen (tenant_id, id, cpr_token, sealed, wrapped_key, key_version, born)
                SELECT \(tenant), n, sha256(int4send(n)), '\\x00', '\\x00', 1, \(born) FROM unnest(\(numbers)::int[]) AS n
                """)
            try tx.execute(
                """
                INSERT INTO sluse.target_group_period (tenant_id, citizen_id, code, valid)
                SELECT \(tenant), n, '9', '[2000-01-01,)' FROM unnest(\(numbers)::int[]) AS n
                """)
            try tx.execute(
                """
                INSERT INTO sluse.benefit_period (tenant_id, citizen_id, benefit, valid)
                SELECT \(tenant), n, 'ledighedsydelse', '[2000-01-01,)' FROM unnest(\(numbers)::int[]) AS n
                """)
            return numbers
        }
    }

    /// What a test grants when it does not say otherwise.
    func request(_ citizen: CitizenNumber, from: Day, hours: String = "8", monthly: String = "9000") throws
        -> GrantCoverage.Request
    {
        GrantCoverage.Request(
            citizen: citizen, employer: try CVRNumber(parsing: "13748136"), weeklyHours: try Hours(parsing: hours),
            monthlyAmount: try Money(parsing: monthly), from: from, caseNumber: "22/1")
    }

    /// Grants a coverage on its first day.
    @discardableResult
    func grant(_ citizen: CitizenNumber, from: Day, on day: Day? = nil) async throws -> CoverageNumber {
        let request = try request(citizen, from: from)
        return try await at(day ?? from) { tx in
            try GrantCoverage.run(request, pool: "mikrofleks", in: tenant, &tx).id
        }
    }

    /// Puts citizens on the list, one after the other.
    @discardableResult
    func wait(_ citizens: [CitizenNumber], on day: Day, class rank: String? = nil) async throws -> [WaitingNumber] {
        try await at(day) { tx in
            try citizens.map {
                try Waitlist.add(
                    $0, pool: "mikrofleks", priorityClass: rank, queuedOn: nil, reason: "test", in: tenant, &tx)
            }
        }
    }

    /// Does everything that is due on a day, as the daemon.
    @discardableResult
    func enforce(on day: Day) async throws -> PassReport {
        try await connected(day, as: .daemon) { try await Enforcement(database: $0).run(in: tenant) }
    }

    /// A coverage as it stands.
    func coverage(_ id: CoverageNumber) async throws -> Coverage {
        try await at(PoolScene.now) { tx in try tx.one(CoverageRepository.find(id, in: tenant)) }
    }

    /// The state that must not depend on when or how often the daemon ran: coverages, places and transitions.
    func legalState() async throws -> [String] {
        try await at(PoolScene.now) { tx -> [String] in
            let coverages = try tx.fetch(
                """
                SELECT format('coverage %s %s.%s %s %s %s', id, pool_id, seat_number, period, state, end_reason)
                FROM sluse.coverage WHERE tenant_id = \(tenant) ORDER BY id
                """
            ) { row in try row.next(String.self) }
            let seats = try tx.fetch(
                """
                SELECT format('seat %s.%s %s', pool_id, number, open)
                FROM sluse.seat WHERE tenant_id = \(tenant) ORDER BY pool_id, number
                """
            ) { row in try row.next(String.self) }
            let events = try tx.fetch(
                """
                SELECT format('event %s %s %s %s %s', coverage_id, version, kind, effective_on, state)
                FROM sluse.coverage_event WHERE tenant_id = \(tenant) ORDER BY coverage_id, version
                """
            ) { row in try row.next(String.self) }
            return coverages + seats + events
        }
    }

    /// Notices of a kind, as `step state due dated`.
    func notices(_ kind: NoticeKind) async throws -> [String] {
        try await at(PoolScene.now) { tx in
            try tx.fetch(
                """
                SELECT concat_ws(' ', step, state, due_on, dated_on) FROM sluse.notice
                WHERE tenant_id = \(tenant) AND kind = \(kind.rawValue) ORDER BY coverage_id, offer_id, about, step DESC
                """
            ) { row in try row.next(String.self) }
        }
    }

    private func connected<R: Sendable>(
        _ day: Day, as login: TestLogin, _ body: @Sendable (Database) async throws -> R
    ) async throws -> R {
        let database = try await test.database(as: login, today: day, poolSize: 1)
        do {
            let result = try await body(database)
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }
}
