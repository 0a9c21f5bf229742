import Postgres
import Testing

@Suite struct CompositeCodecTests {
    /// Creates the types in a transaction that is undone, so that nothing of them is left.
    private func withTypes<R: Sendable>(_ body: @Sendable (inout Transaction) throws -> R) async throws -> R {
        try await TestServer.withDatabase(poolSize: 1) { database in
            try await database.transaction { tx in
                try tx.execute("CREATE TYPE pg_temp.grade AS ENUM ('low', 'high')")
                try tx.execute("CREATE TYPE pg_temp.place AS (town text, code int2)")
                try tx.execute(
                    "CREATE TYPE pg_temp.visit AS (day date, grade pg_temp.grade, at pg_temp.place, notes text[])")
                return try body(&tx)
            }
        }
    }

    @Test("A record without a type of its own is read field by field, NULLs and nested records too")
    func record() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let place = try await database.one(
                Statement("row", "SELECT ROW('Ishøj', 2635::int2), ROW(NULL, NULL), ROW()") { row in
                    let places = [try row.next(Place.self), try row.next(Place.self)]
                    _ = try row.next(Nothing.self)
                    return places
                })
            #expect(place == [Place(town: "Ishøj", code: 2635), Place(town: nil, code: nil)])
        }
    }

    @Test("A composite of a composite, an enumeration and an array comes back, alone and in arrays")
    func roundTrip() async throws {
        let visit = Visit(
            day: PostgresDate(daysSince2000: 9), grade: .high, place: Place(town: "a, \"b\"", code: nil),
            notes: ["x", nil])
        let empty = Visit(day: .infinity, grade: .low, place: nil, notes: [])
        let (one, text, many) = try await withTypes { tx in
            try tx.one(
                Statement(
                    "visit",
                    """
                    SELECT \(visit)::pg_temp.visit, \(visit)::pg_temp.visit::text,
                        \([visit, nil, empty])::pg_temp.visit[]
                    """
                ) { row in
                    (try row.next(Visit.self), try row.next(String.self), try row.next([Visit?].self))
                })
        }
        #expect(one == visit && many == [visit, nil, empty])
        #expect(text == #"(2000-01-10,high,"(""a, """"b"""""",)","{x,NULL}")"#)
    }

    @Test("A composite goes into a column and comes out of it, and a table's row is one")
    func columns() async throws {
        let place = Place(town: "Ballerup", code: 2750)
        let (column, whole) = try await withTypes { tx in
            try tx.execute("CREATE TEMP TABLE p (at pg_temp.place)")
            try tx.execute(Command("insert", "INSERT INTO p VALUES (\(place))"))
            return try tx.one(
                Statement("select", "SELECT at, p FROM p") { row in
                    (try row.next(Place.self), try row.next(Wrapped.self))
                })
        }
        #expect(column == place && whole.place == place)
    }

    @Test("A field of another type is told by its number and by the column")
    func mismatch() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let error = await postgresError {
                try await database.one(
                    Statement("odd", "SELECT ROW('x', 'y'::text) AS pair") { try $0.next(Place.self) })
            }
            #expect(error?.code == .decoding && error?.column == "pair" && error?.statement == "odd")
            #expect(error?.explanation == "field 2: expected int2, found text")
            let short = await postgresError {
                try await database.one(Statement("short", "SELECT ROW('x')") { try $0.next(Place.self) })
            }
            #expect(short?.code == .decoding)
            let scalar = await postgresError {
                try await database.one(Statement("scalar", "SELECT 1") { try $0.next(Place.self) })
            }
            #expect(scalar?.explanation == "expected a composite type, found int4")
        }
    }

    @Test("A composite or a range is not read as text")
    func notText() async throws {
        let error = try await withTypes { tx in
            do throws(PostgresError) {
                _ = try tx.fetch("SELECT \(Place(town: "x", code: 1))::pg_temp.place") { try $0.next(String.self) }
                return PostgresError?.none
            } catch {
                return error
            }
        }
        #expect(error?.code == .decoding)
    }

    @Test("A composite whose fields can't be sent is refused before anything is")
    func unsendable() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let error = await postgresError {
                try await database.transaction { tx in
                    try tx.execute("SELECT \(Place(town: "a\0", code: 1))::record")
                }
            }
            #expect(error?.code == .encoding)
        }
    }

    @Test("Arrays of an enumeration of the schema go and come back")
    func enumerations() async throws {
        let back = try await withTypes { tx in
            try tx.one(
                Statement("grades", "SELECT \([Grade.high, nil, .low])::pg_temp.grade[]") { try $0.next([Grade?].self) }
            )
        }
        #expect(back == [.high, nil, .low])
    }
}

private enum Grade: String, PostgresCodable {
    case low, high
    static var postgresType: PostgresType { .named("grade") }
}

private struct Nothing: PostgresComposite {
    init(fields: inout PostgresFields) throws(PostgresError) {}
}

private struct Wrapped: PostgresComposite {
    let place: Place
    init(fields: inout PostgresFields) throws(PostgresError) { place = try fields.next() }
}

private struct Place: Equatable, PostgresComposite, PostgresCompositeEncodable {
    var town: String?
    var code: Int16?
    static var postgresType: PostgresType { .named("place") }

    init(town: String?, code: Int16?) {
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

private struct Visit: Equatable, PostgresComposite, PostgresCompositeEncodable {
    var day: PostgresDate
    var grade: Grade
    var place: Place?
    var notes: [String?]
    static var postgresType: PostgresType { .named("visit") }

    init(day: PostgresDate, grade: Grade, place: Place?, notes: [String?]) {
        self.day = day
        self.grade = grade
        self.place = place
        self.notes = notes
    }

    init(fields: inout PostgresFields) throws(PostgresError) {
        day = try fields.next()
        grade = try fields.next()
        place = try fields.next()
        notes = try fields.next()
    }

    func encode(fields: inout PostgresFieldBuffer) throws(PostgresError) {
        try fields.append(day)
        try fields.append(grade)
        try fields.append(place)
        try fields.append(notes)
    }
}
