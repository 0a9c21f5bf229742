import Postgres
import PropertyTestSupport
import Testing

@Suite struct TemporalCodecTests {
    private var random = SeededGenerator()

    @Test("Days are the server's days, from 4713 BC on, and the infinities are its infinities")
    mutating func days() async throws {
        let edges: [Int32] = [
            0, 59, 60, 61, -1, -36_525, 36_524, 146_096, 146_097, -730_120, -730_487, -2_451_545, 2_145_031_948,
        ]
        let days = (0..<500).map { _ in PostgresDate(daysSince2000: .random(in: -2_451_545...5_000_000, using: &random))
        }
        try await agreesWithServer(
            days + edges.map { PostgresDate(daysSince2000: $0) } + [.infinity, .negativeInfinity], type: "date",
            seed: random.seed)
    }

    @Test("Times of day are the server's, midnight at either end included")
    mutating func times() async throws {
        let times = try (0..<300).map { _ in
            try #require(PostgresTime(microsecondsSinceMidnight: .random(in: 0...86_400_000_000, using: &random)))
        }
        let edges = try #require(
            [PostgresTime(hour: 0), PostgresTime(hour: 24), PostgresTime(hour: 9, minute: 5, microsecond: 10)]
                as? [PostgresTime])
        try await agreesWithServer(times + edges, type: "time", seed: random.seed)
    }

    @Test("A time that no clock shows can't be made")
    func noSuchTime() {
        #expect(PostgresTime(hour: 25) == nil && PostgresTime(hour: 24, microsecond: 1) == nil)
        #expect(PostgresTime(hour: 1, minute: 60) == nil && PostgresTime(microsecondsSinceMidnight: -1) == nil)
    }

    @Test("Moments and wall-clock times are the server's, in both directions of time")
    mutating func moments() async throws {
        let edges: [Int64] = [0, -1, 1, 86_399_999_999, -211_813_488_000_000_000, 9_223_371_331_199_999_999]
        let counts = (0..<400).map { _ in
            Int64.random(in: -211_813_488_000_000_000...1_000_000_000_000_000_000, using: &random)
        }
        try await agreesWithServer(
            (counts + edges + [.max, .min]).map { PostgresTimestamp(microsecondsSince2000: $0) }, type: "timestamptz",
            seed: random.seed)
        try await agreesWithServer(
            (counts + edges + [.max, .min]).map { PostgresDateTime(microsecondsSince2000: $0) }, type: "timestamp",
            seed: random.seed)
    }

    @Test("A day and a time make the time of that day, except where there is none")
    func dayAndTime() throws {
        let noon = try #require(PostgresTime(hour: 12))
        #expect(
            PostgresDateTime(PostgresDate(daysSince2000: -1), at: noon)?.description == "1999-12-31 12:00:00")
        #expect(PostgresDateTime(.infinity, at: noon) == nil)
        #expect(PostgresDateTime(PostgresDate(daysSince2000: 2_145_031_948), at: noon) == nil)
    }

    @Test("Spans are the server's, with months, days and time of either sign")
    mutating func spans() async throws {
        let spans = (0..<400).map { _ in
            PostgresInterval(
                months: .random(in: -400...400, using: &random), days: .random(in: -40...40, using: &random),
                microseconds: .random(in: -1_000_000_000_000...1_000_000_000_000, using: &random))
        }
        let edges = [
            PostgresInterval(), PostgresInterval(months: -14), PostgresInterval(microseconds: -1),
            PostgresInterval(microseconds: 60_000_000), PostgresInterval(days: 1, microseconds: -3_600_000_000),
        ]
        try await agreesWithServer(spans + edges, type: "interval", seed: random.seed)
    }

    @Test("Times with and without a zone are not taken for each other")
    func zones() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            for sql in ["SELECT '2026-01-01 00:00'::timestamp", "SELECT '10:00+01'::timetz"] as [SQL] {
                let moment = await postgresError {
                    try await database.transaction { try $0.fetch(sql) { try $0.next(PostgresTimestamp.self) } }
                }
                #expect(moment?.code == .decoding)
                let time = await postgresError {
                    try await database.transaction { try $0.fetch(sql) { try $0.next(PostgresTime.self) } }
                }
                #expect(time?.code == .decoding)
            }
            let wall = await postgresError {
                try await database.transaction {
                    try $0.fetch("SELECT now() AS wanted") { try $0.next(PostgresDateTime.self) }
                }
            }
            #expect(wall?.description.contains("expected timestamp, found timestamptz") == true)
            #expect(wall?.column == "wanted")
        }
    }
}
