import Postgres
import PropertyTestSupport
import Testing

@Suite struct RangeCodecTests {
    private var random = SeededGenerator()

    /// A range in the form the server gives it: from a lower bound that is in to an upper bound that is out.
    private mutating func range<Bound>(_ low: Bound, _ high: Bound) -> PostgresRange<Bound> {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: .empty
        case 1: PostgresRange(from: low, to: nil)
        case 2: PostgresRange(from: nil, to: high)
        case 3: PostgresRange(from: nil, to: nil)
        default: PostgresRange(from: low, to: high)
        }
    }

    @Test("Ranges over every type of bound come back and read there as they read here")
    mutating func everyBound() async throws {
        let low = (0..<60).map { _ in Int32.random(in: -100_000...0, using: &random) }
        let whole = low.map { range($0, $0 + 500) }
        try await agreesWithServer(whole, type: "int4range", seed: random.seed)
        let long = low.map { range(Int64($0), Int64($0) + 5_000_000_000) }
        try await agreesWithServer(long, type: "int8range", seed: random.seed)
        let days = low.map { range(PostgresDate(daysSince2000: $0), .infinity) }
        try await agreesWithServer(days, type: "daterange", seed: random.seed)
        let numbers = low.map { range(PostgresNumeric(Int64($0), decimals: 2), PostgresNumeric(Int64(1 - $0))) }
        try await agreesWithServer(numbers, type: "numrange", seed: random.seed)
        let moments = low.map { range(PostgresTimestamp(microsecondsSince2000: Int64($0)), .infinity) }
        try await agreesWithServer(moments, type: "tstzrange", seed: random.seed)
        let clocks = low.map { range(PostgresDateTime(microsecondsSince2000: Int64($0)), .infinity) }
        try await agreesWithServer(clocks, type: "tsrange", seed: random.seed)
    }

    @Test("Which bound is in and which is out comes back where the server keeps it")
    func inclusion() async throws {
        let (one, two) = (PostgresNumeric(1), PostgresNumeric(2))
        var ranges: [PostgresRange<PostgresNumeric>] = []
        for includesLower in [true, false] {
            for includesUpper in [true, false] {
                ranges.append(
                    .bounds(lower: one, upper: two, includesLower: includesLower, includesUpper: includesUpper))
            }
        }
        ranges.append(.bounds(lower: one, upper: one, includesUpper: true))
        try await agreesWithServer(ranges, type: "numrange", seed: 0)
    }

    @Test("Multiranges come back: empty, without end, and of many ranges")
    mutating func multiranges() async throws {
        var multiranges: [PostgresMultirange<Int32>] = [
            [], [PostgresRange(from: nil, to: nil)],
            [PostgresRange(from: nil, to: 3), PostgresRange(from: 5, to: nil)],
        ]
        for _ in 0..<100 {
            var start = Int32.random(in: -1000...0, using: &random)
            var ranges: [PostgresRange<Int32>] = []
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                let end = start + Int32.random(in: 1...50, using: &random)
                ranges.append(PostgresRange(from: start, to: end))
                start = end + Int32.random(in: 1...50, using: &random)
            }
            multiranges.append(PostgresMultirange(ranges))
        }
        try await agreesWithServer(multiranges, type: "int4multirange", seed: random.seed)
        let first = PostgresDate(daysSince2000: 0)
        try await agreesWithServer(
            [[], [PostgresRange(from: first, to: .infinity)], [PostgresRange(from: first, to: nil)]]
                as [PostgresMultirange<PostgresDate>], type: "datemultirange", seed: 0)
        let number = PostgresNumeric(15, decimals: 1)
        try await agreesWithServer(
            [[PostgresRange(from: number, to: nil)]] as [PostgresMultirange<PostgresNumeric>], type: "nummultirange",
            seed: 0)
        try await agreesWithServer(
            [[PostgresRange(from: 1, to: 9_000_000_000)]] as [PostgresMultirange<Int64>], type: "int8multirange",
            seed: 0)
        let moment = PostgresTimestamp(microsecondsSince2000: 1)
        try await agreesWithServer(
            [[PostgresRange(from: moment, to: nil)]] as [PostgresMultirange<PostgresTimestamp>], type: "tstzmultirange",
            seed: 0)
        let clock = PostgresDateTime(microsecondsSince2000: 1)
        try await agreesWithServer(
            [[PostgresRange(from: nil, to: clock)]] as [PostgresMultirange<PostgresDateTime>], type: "tsmultirange",
            seed: 0)
    }

    @Test("Ranges that overlap or are empty are joined and dropped by the server")
    func normalised() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let sent: PostgresMultirange<Int32> = [
                PostgresRange(from: 4, to: 9), .empty, PostgresRange(from: 1, to: 5),
            ]
            let back = try await database.one(
                Statement("joined", "SELECT \(sent)") { try $0.next(PostgresMultirange<Int32>.self) })
            #expect(back == [PostgresRange(from: 1, to: 9)] && !back.isEmpty)
        }
    }

    @Test("Arrays of ranges come back, and a range of the schema's own by its own type")
    func arraysAndOwnTypes() async throws {
        let first = PostgresDate(daysSince2000: 0)
        let spans = [PostgresRange(from: first, to: nil), .empty, nil]
        try await TestServer.withDatabase(poolSize: 1) { database in
            let back = try await database.one(
                Statement("spans", "SELECT \(spans)") { try $0.next([PostgresRange<PostgresDate>?].self) })
            #expect(back == spans)
            let (range, multirange) = try await database.transaction { tx in
                try tx.execute(
                    "CREATE TYPE pg_temp.share_range AS RANGE (subtype = float8, multirange_type_name = share_multirange)"
                )
                let range = PostgresRange(from: Share(rawValue: 0.25), to: Share(rawValue: 0.5))
                return try tx.one(
                    Statement(
                        "shares",
                        """
                        SELECT \(range)::pg_temp.share_range,
                            pg_temp.share_multirange(\(range)::pg_temp.share_range)
                        """
                    ) { row in
                        (try row.next(PostgresRange<Share>.self), try row.next(PostgresMultirange<Share>.self))
                    })
            }
            #expect(range == PostgresRange(from: Share(rawValue: 0.25), to: Share(rawValue: 0.5)))
            #expect(multirange == [range])
        }
    }
}

private struct Share: RawRepresentable, Hashable, PostgresRangeBound {
    let rawValue: Double
    static var postgresRangeType: PostgresType { .named("share_range") }
    static var postgresMultirangeType: PostgresType { .named("share_multirange") }
}
