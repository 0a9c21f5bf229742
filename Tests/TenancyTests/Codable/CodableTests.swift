import Municipal
import Postgres
import Tenancy
import TestSupport
import Testing

@Suite("Values of the field in the database")
struct CodableTests {
    private static func roundTrip<Value: PostgresCodable>(_ value: Value, _ db: TestDatabase) async throws -> Value? {
        try await db.superuser().transaction(.readOnly) { tx in
            try tx.fetch("SELECT \(value)") { row in try row.next(Value.self) }
        }.first
    }

    @Test("Days keep their date, leap days and the first and last one too")
    func days() async throws {
        try await TestDatabase.with { db in
            for text in ["2024-02-29", "1970-01-01", "1969-12-31", "2000-01-01", "0001-01-01", "9999-12-31"] {
                let day = try #require(Day(iso: text))
                #expect(try await Self.roundTrip(day, db) == day)
                let written = try await db.superuser().transaction { tx in
                    try tx.fetch("SELECT \(day)::text") { row in try row.next(String.self) }
                }
                #expect(written == [text])
            }
        }
    }

    @Test("Periods, amounts, hours and codes come back as they went")
    func others() async throws {
        try await TestDatabase.with { db in
            let from = try #require(Day(iso: "2025-01-01"))
            let open = try DateSpan(from: from, to: nil)
            let closed = try DateSpan(from: from, to: from + 365)
            #expect(try await Self.roundTrip(open, db) == open)
            #expect(try await Self.roundTrip(closed, db) == closed)
            #expect(try await Self.roundTrip(Money(ore: -1), db) == Money(ore: -1))
            let hours = try Hours(parsing: "7:24")
            #expect(try await Self.roundTrip(hours, db) == hours)
            let code = try MunicipalityCode(parsing: "0183")
            #expect(try await Self.roundTrip(code, db) == code)
            let company = try CVRNumber(parsing: "13748136")
            #expect(try await Self.roundTrip(company, db) == company)
            #expect(try await Self.roundTrip(Role.poolAdministrator, db) == .poolAdministrator)
            #expect(try await Self.roundTrip(TenantID(rawValue: 851), db) == TestDatabase.aalborg)
            #expect(try await Self.roundTrip(Day?.none, db) == .some(nil))
        }
    }

    @Test("What is no day or no period is an error, not a guess")
    func impossibleDays() async throws {
        try await TestDatabase.with { db in
            for (query, isDay) in [
                ("SELECT 'infinity'::date" as SQL, true), ("SELECT '10000-01-01'::date", true),
                ("SELECT '0044-03-15 BC'::date", true),
                ("SELECT daterange(NULL, '2025-01-01')", false), ("SELECT 'empty'::daterange", false),
                ("SELECT daterange('2025-01-01', 'infinity')", false), ("SELECT 'infinity'::timestamptz::text", false),
            ] {
                let error = await #expect(throws: PostgresError.self) {
                    try await db.superuser().transaction { tx in
                        if isDay {
                            _ = try tx.fetch(query) { row in try row.next(Day.self) }
                        } else {
                            _ = try tx.fetch(query) { row in try row.next(DateSpan.self) }
                        }
                    }
                }
                #expect(error?.code == .decoding)
            }
        }
    }
}
