import FoundationEssentials
import Postgres
import PropertyTestSupport
import Testing

/// Values go to the server as parameters and come back as columns; the server's own text says what it understood.
@Suite struct CodecRoundTripTests {
    private func roundTrip<T: PostgresCodable & Equatable>(_ values: [T], type: SQL, seed: UInt64 = 0) async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            try await database.transaction(.readOnly) { tx in
                for value in values {
                    let back = try tx.one(
                        Statement("echo", "SELECT \(value)::\(fragment: type)") { try $0.next(T.self) })
                    #expect(back == value, "seed \(seed)")
                }
            }
        }
    }

    @Test("Whole numbers of every size come back, the extremes included")
    func integers() async throws {
        try await roundTrip([Int16.min, -1, 0, 1, .max], type: "int2")
        try await roundTrip([Int32.min, -1, 0, 1, .max], type: "int4")
        try await roundTrip([Int64.min, -1, 0, 1, .max], type: "int8")
        try await roundTrip([Int.min, 0, .max], type: "int8")
    }

    @Test("Random values of the fixed-size types come back")
    func randomScalars() async throws {
        var random = SeededGenerator()
        let seed = random.seed
        try await roundTrip(
            (0..<200).map { _ in Int64.random(in: .min ... .max, using: &random) }, type: "int8", seed: seed)
        let doubles = (0..<200).map { _ in Double(bitPattern: random.next()) }.filter { !$0.isNaN }
        try await roundTrip(
            doubles + [.infinity, -.infinity, -0.0, .leastNonzeroMagnitude], type: "float8", seed: seed)
        try await roundTrip((0..<50).map { _ in UUID() }, type: "uuid", seed: seed)
        let days = (0..<200).map { _ in PostgresDate(daysSince2000: .random(in: -2_400_000...2_400_000, using: &random))
        }
        try await roundTrip(days + [.infinity, .negativeInfinity], type: "date", seed: seed)
        let moments = (0..<200).map { _ in
            PostgresTimestamp(
                microsecondsSince2000: .random(in: -200_000_000_000_000_000...1_000_000_000_000_000_000, using: &random)
            )
        }
        try await roundTrip(moments + [.infinity, .negativeInfinity], type: "timestamptz", seed: seed)
        let spans = (0..<200).map { _ in
            PostgresInterval(
                months: .random(in: -1000...1000, using: &random), days: .random(in: -1000...1000, using: &random),
                microseconds: .random(in: -1_000_000_000_000...1_000_000_000_000, using: &random))
        }
        try await roundTrip(spans, type: "interval", seed: seed)
    }

    @Test("Text and bytes come back, with accents composed and decomposed kept apart")
    func textAndBytes() async throws {
        try await roundTrip(
            [
                "", "Ishøj", "Isho\u{0301}j", "Ish\u{00F3}j", "'; DROP TABLE x; --", "\u{1F469}\u{200D}\u{1F9BD}",
                "\\x00",
            ], type: "text")
        try await roundTrip([[], [0], [0, 255, 92, 39], Array(0...255)] as [[UInt8]], type: "bytea")
        try await roundTrip([true, false], type: "bool")
        try await roundTrip([PostgresJSON(#"{"a": [1, null, "ø"]}"#)], type: "jsonb")
    }

    @Test("A number with decimals comes back digit for digit, and reads there as it reads here")
    func numerics() async throws {
        var random = SeededGenerator()
        var texts = [
            "0", "0.00", "1", "-1", "10000", "0.0001", "0.00001", "100000000", "124176.00", "-99999999.99", "1.50",
            "NaN",
            "Infinity", "-Infinity", "12345678901234567890123456789.000000000000000000001", "9999", "10000.0001",
            "0.9999",
        ]
        for _ in 0..<300 {
            let whole = String(
                (0..<Int.random(in: 1...30, using: &random)).map { _ in
                    "0123456789".randomElement(using: &random) ?? "0"
                })
            let decimals = String(
                (0..<Int.random(in: 0...20, using: &random)).map { _ in
                    "0123456789".randomElement(using: &random) ?? "0"
                })
            let digits = whole.drop { $0 == "0" }
            let sign = Bool.random(using: &random) && (digits + decimals).contains { $0 != "0" } ? "-" : ""
            texts.append(sign + (digits.isEmpty ? "0" : digits) + (decimals.isEmpty ? "" : "." + decimals))
        }
        let seed = random.seed
        try await TestServer.withDatabase(poolSize: 1) { [texts] database in
            try await database.transaction(.readOnly) { tx in
                for text in texts {
                    let number = try #require(PostgresNumeric(text), "seed \(seed)")
                    let (back, asText) = try tx.one(
                        Statement("numeric", "SELECT \(number), \(number)::text, \(text)::numeric") { row in
                            let back = try row.next(PostgresNumeric.self)
                            let asText = try row.next(String.self)
                            let other = try row.next(PostgresNumeric.self)
                            #expect(other == back, "seed \(seed)")
                            return (back, asText)
                        })
                    #expect(back == number && asText == text && number.description == text, "\(text), seed \(seed)")
                }
            }
        }
    }

    @Test("Arrays come back, empty ones and those with NULLs too")
    func arrays() async throws {
        try await roundTrip([[], [1, 2, 3], [Int32.min]] as [[Int32]], type: "int4[]")
        try await roundTrip([[nil, "a", ""], []] as [[String?]], type: "text[]")
        try await roundTrip([[[1, 2], []]] as [[[UInt8]]], type: "bytea[]")
        try await roundTrip([[PostgresDate(daysSince2000: 0), .infinity]], type: "date[]")
    }

    @Test("Ranges come back empty, bounded and without end; days come back half-open")
    func ranges() async throws {
        let first = PostgresDate(daysSince2000: 100)
        let last = PostgresDate(daysSince2000: 200)
        try await roundTrip(
            [
                .empty, PostgresRange(from: first, to: last), PostgresRange(from: first, to: nil),
                PostgresRange(from: nil, to: last), PostgresRange(from: nil, to: nil),
            ], type: "daterange")
        try await roundTrip([.empty, PostgresRange(from: 1, to: 5)] as [PostgresRange<Int32>], type: "int4range")
        try await roundTrip([PostgresRange(from: -1, to: 5)] as [PostgresRange<Int>], type: "int8range")
        try await TestServer.withDatabase(poolSize: 1) { database in
            let closed = PostgresRange<PostgresDate>.bounds(lower: first, upper: last, includesUpper: true)
            let back = try await database.transaction { tx in
                try tx.one(Statement("closed", "SELECT \(closed)") { try $0.next(PostgresRange<PostgresDate>.self) })
            }
            #expect(back == PostgresRange(from: first, to: PostgresDate(daysSince2000: 201)))
        }
    }

    @Test("An array of two dimensions is refused clearly in both directions")
    func twoDimensions() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let read = await postgresError {
                try await database.one(Statement("grid", "SELECT ARRAY[[1, 2], [3, 4]]") { try $0.next([Int].self) })
            }
            #expect(read?.explanation == "expected an array of one dimension, found 2" && read?.code == .decoding)
            let sent = await postgresError {
                try await database.transaction { try $0.execute("SELECT \([[1, 2], [3, 4]])") }
            }
            #expect(sent?.code == .encoding && sent?.explanation == "arrays of int8[] would have two dimensions")
        }
    }

    @Test("Single bytes with gaps are an array, not bytes")
    func gappedBytes() async throws {
        try await roundTrip([[1, nil, 127]] as [[UInt8?]], type: "\"char\"[]")
    }

    @Test("Numbers with a floating point keep every bit, by their text too")
    func floats() async throws {
        var random = SeededGenerator()
        let seed = random.seed
        let doubles = (0..<300).map { _ in Double(bitPattern: random.next()) }.filter { !$0.isNaN }
        let floats = (0..<300).map { _ in Float(bitPattern: UInt32(truncatingIfNeeded: random.next())) }
            .filter { !$0.isNaN }
        try await TestServer.withDatabase(poolSize: 1) { database in
            try await database.transaction(.readOnly) { tx in
                for value in doubles + [.infinity, -.infinity, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude] {
                    let text = try tx.one(Statement("float8", "SELECT \(value)::text") { try $0.next(String.self) })
                    #expect(Double(text)?.bitPattern == value.bitPattern, "seed \(seed)")
                }
                for value in floats + [.infinity, -.infinity, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude] {
                    let (back, text) = try tx.one(
                        Statement("float4", "SELECT \(value), \(value)::text") { row in
                            (try row.next(Float.self), try row.next(String.self))
                        })
                    #expect(back.bitPattern == value.bitPattern && Float(text) == value, "seed \(seed)")
                }
                let (nan, narrow) = try tx.one(
                    Statement("nan", "SELECT \(Double.nan), \(Float.nan)") { row in
                        (try row.next(Double.self), try row.next(Float.self))
                    })
                #expect(nan.isNaN && narrow.isNaN)
            }
        }
    }

    @Test("Bytes come back as Data and as an array, and read there as hexadecimal digits")
    func data() async throws {
        var random = SeededGenerator()
        let values = (0..<50).map { _ in
            Data((0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
        try await agreesWithServer(values, type: "bytea", seed: random.seed) { data in
            "\\x" + data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    @Test("A value goes through jsonb by way of Codable, and one that doesn't fit is an error with its cause")
    func codableJSON() async throws {
        struct Note: Codable, Equatable { var title: String, count: Int? }
        let note = Note(title: "ø\"", count: nil)
        let document = try PostgresJSON(encoding: note)
        try await TestServer.withDatabase(poolSize: 1) { database in
            let back = try await database.one(
                Statement("json", "SELECT \(document), \(document)->>'title'") { row in
                    let title = (try row.next(PostgresJSON.self), try row.next(String.self))
                    return (try title.0.decoded(as: Note.self), title.1)
                })
            #expect(back.0 == note && back.1 == note.title)
        }
        let error = await postgresError { try PostgresJSON("[1]").decoded(as: Note.self) }
        #expect(error?.code == .decoding && error?.underlying is DecodingError)
    }

    @Test("A missing value is NULL in both directions")
    func missing() async throws {
        try await roundTrip([nil, 5] as [Int?], type: "int8")
        try await roundTrip([nil, "", "x"] as [String?], type: "text")
    }

    @Test("Enumerations go by their raw value, and into the server's own enumerated types")
    func enumerations() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let back = try await database.transaction { tx in
                try tx.execute("CREATE TYPE pg_temp.kind AS ENUM ('flex', 'small')")
                try tx.execute("CREATE TEMP TABLE k (kind pg_temp.kind)")
                try tx.execute(Command("insert", "INSERT INTO k VALUES (\(Kind.small))"))
                return try tx.fetch(
                    Statement("all", "SELECT kind, 7::int2 FROM k") { row in
                        (try row.next(Kind.self), try row.next(Level.self))
                    })
            }
            #expect(back.map(\.0) == [.small] && back.map(\.1) == [.seven])
        }
    }
}

private enum Kind: String, PostgresCodable {
    case flex, small
    static var postgresType: PostgresType { .named("kind") }
}

private enum Level: Int16, PostgresCodable {
    case seven = 7
}
