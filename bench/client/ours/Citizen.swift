import Postgres

/// A row of the measurements' table: what is streamed, and what is copied in.
struct Citizen: Sendable {
    let id: Int64
    let pool: Int32
    let day: PostgresDate
    let name: String

    init(number: Int) {
        id = Int64(number)
        pool = Int32(number % 98)
        day = PostgresDate(daysSince2000: Int32(number % 9000))
        name = "Citizen number \(number)"
    }

    init(_ row: inout RowReader) throws(PostgresError) {
        id = try row.next()
        pool = try row.next()
        day = try row.next()
        name = try row.next()
    }
}
