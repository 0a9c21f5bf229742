import Postgres
import Testing

// The code of the documentation's pages. They show it line by line as it stands here, which a test compares, so what a
// reader copies compiles and does what the page says.

struct Pool: Sendable, Equatable {
    var id: Int
    var title: String
    var places: Int32
}

enum PoolStatements {
    static func insert(_ title: String, places: Int32) -> Statement<Int> {
        Statement("pool_insert", "INSERT INTO pool (title, places) VALUES (\(title), \(places)) RETURNING id") { row in
            try row.next()
        }
    }

    static func withMore(than places: Int32) -> Statement<Pool> {
        Statement("pool_larger", "SELECT id, title, places FROM pool WHERE places > \(places) ORDER BY id") { row in
            Pool(id: try row.next(), title: try row.next(), places: try row.next())
        }
    }
}

enum Priority: String, PostgresCodable {
    case low, high
    static var postgresType: PostgresType { .named("priority") }
}

struct Address: PostgresComposite, PostgresCompositeEncodable {
    var town: String
    var code: Int16?
    static var postgresType: PostgresType { .named("address") }

    init(town: String, code: Int16?) {
        self.town = town
        self.code = code
    }

    init(fields: inout PostgresFields) throws(PostgresError) {
        town = try fields.next()
        code = try fields.next()
    }

    func encode(fields: inout PostgresFieldBuffer) throws(PostgresError) {
        try fields.append(town)
        try fields.append(code)
    }
}

enum Snippets {
    /// Getting started, in the order of the page.
    static func gettingStarted(_ connection: String) async throws -> (Int, [Pool]) {
        let database = Database(Database.Configuration(conninfo: connection, applicationName: "tutorial"))
        let id = try await database.transaction { tx in
            try tx.execute(
                "CREATE TABLE IF NOT EXISTS pool (id int8 GENERATED ALWAYS AS IDENTITY, title text, places int4)")
            return try tx.one(PoolStatements.insert("Mikrofleks", places: 20))
        }
        let large = try await database.transaction(.readOnly) { tx in
            try tx.fetch(PoolStatements.withMore(than: 10))
        }
        await database.close()
        return (id, large)
    }

    static func statements(_ tx: inout Transaction) throws -> ([String], [Address], Priority) {
        let filter: SQL = "places > \(Int32(10)) AND title <> \("'; DROP TABLE pool; --")"
        let column = "title"
        let titles = Statement("titles", "SELECT \(identifier: column) FROM pool WHERE \(fragment: filter)") { row in
            try row.next(String.self)
        }
        try tx.execute("CREATE TYPE priority AS ENUM ('low', 'high')")
        try tx.execute("CREATE TYPE address AS (town text, code int2)")
        let visits = Statement(
            "visits", "SELECT \([Address(town: "Ishøj", code: 2635)])::address[], \(Priority.high)::priority"
        ) { row in
            (addresses: try row.next([Address].self), priority: try row.next(Priority.self))
        }
        let visit = try tx.one(visits)
        return (try tx.fetch(titles), visit.addresses, visit.priority)
    }

    static func transactions(_ database: Database) async throws {
        let settings = [LocalSetting("sluse.tenant", "183")]
        try await database.transaction(isolation: .serializable, settings: settings) { tx in
            let pools = try tx.fetch(PoolStatements.withMore(than: 10))
            try tx.pipeline(pools.map { PoolStatements.insert($0.title + " II", places: $0.places) })
        }
        try await database.transaction { tx in
            try tx.execute("ALTER TABLE pool ADD CONSTRAINT pool_has_places CHECK (places >= 0)")
            do {
                try tx.savepoint { tx in
                    try tx.execute(PoolStatements.insert("Mikrofleks", places: -1))
                }
            } catch SQLState.checkViolation {
                try tx.execute(PoolStatements.insert("Mikrofleks", places: 1))
            }
        }
        let (added, large) = try await database.run(
            PoolStatements.insert("Piloten", places: 30), PoolStatements.withMore(than: 25))
        print(try added.one(), large.rows)
        #expect(large.rows.map(\.title) == ["Piloten"])
    }

    static func streaming(_ tx: inout Transaction) throws -> (Int, [Pool], [String]) {
        var places = 0
        try tx.stream(PoolStatements.withMore(than: 0)) { pool in places += Int(pool.places) }
        let all = Statement("pool_all", "SELECT id, title, places FROM pool ORDER BY id") { row in
            Pool(id: try row.next(), title: try row.next(), places: try row.next())
        }
        let first = try tx.copyOut(all) { pools in
            var first: [Pool] = []
            while first.count < 2, let pool = try pools.next() { first.append(pool) }
            return first
        }
        let lines = try tx.copyOut(linesOf: "(SELECT title, places FROM pool ORDER BY id)", format: .csv()) { lines in
            var all: [String] = []
            while let line = try lines.next() { all.append(line) }
            return all
        }
        let large = try tx.fetch(PoolStatements.withMore(than: 10))
        try tx.copyIn(into: "pool (title, places)", rows: large) { pool, row in
            try row.append(pool.title)
            try row.append(pool.places)
        }
        return (places, first, lines)
    }

    static func deadlines(_ database: Database) async throws -> [String] {
        let titles = try await database.transaction(.readOnly, deadline: .seconds(30)) { tx in
            try tx.fetch(PoolStatements.withMore(than: 0)).map(\.title)
        }
        return titles
    }

    static func errors(_ database: Database) async throws {
        do {
            try await database.run(PoolStatements.insert("Mikrofleks", places: -1))
        } catch let error as PostgresError where error.sqlState == .checkViolation {
            print(error.constraint ?? "", error.table ?? "", error.statement ?? "")
        } catch SQLState.uniqueViolation {
            print("there is such a pool")
        }
    }
}
