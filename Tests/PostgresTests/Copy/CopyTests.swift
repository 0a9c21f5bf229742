import Dispatch
import Postgres
import Testing

@Suite struct CopyTests {
    private struct Stop: Error {}

    @Test("Rows of every size arrive as they were sent, NULLs too")
    func roundTrip() async throws {
        try await TestServer.withDatabase(poolSize: 1) { database in
            let longest = String(repeating: "å", count: 200_000)
            let rows = (0..<5000 as Range<Int32>).map { n -> (Int32, String?, PostgresDate) in
                var name: String? = "row \(n)"
                if n == 7 { name = longest } else if n % 3 == 0 { name = nil }
                return (n, name, PostgresDate(daysSince2000: n))
            }
            let (count, back) = try await database.transaction { tx in
                try tx.execute("CREATE TEMP TABLE c (id int, name text, day date)")
                let count = try tx.copyIn(into: "c (id, name, day)", rows: rows) { row, copy in
                    try copy.append(row.0)
                    try copy.append(row.1)
                    try copy.append(row.2)
                }
                let back = try tx.fetch("SELECT id, name, day FROM c ORDER BY id") { row in
                    (try row.next(Int32.self), try row.next(String?.self), try row.next(PostgresDate.self))
                }
                return (count, back)
            }
            #expect(count == 5000 && back.count == 5000)
            #expect(zip(back, rows).allSatisfy { $0 == $1 })
        }
    }

    @Test("No rows are a COPY of nothing, as the first act of a transaction")
    func empty() async throws {
        try await TestServer.withTable("id int") { table, _ in
            try await TestServer.withDatabase { database in
                let count = try await database.transaction { tx in
                    try tx.copyIn(into: table, rows: [] as [Int32]) { try $1.append($0) }
                }
                #expect(count == 0)
            }
        }
    }

    @Test("A COPY aborted midway keeps nothing, its error has the cause, and a savepoint saves the transaction")
    func aborted() async throws {
        try await TestServer.withTable("id int") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                let left = try await database.transaction { tx in
                    try tx.execute("INSERT INTO \(fragment: table) VALUES (-1)")
                    do {
                        try tx.savepoint { tx in
                            try tx.copyIn(into: table, rows: 0..<100_000) { n, copy in
                                if n == 90_000 { throw Stop() }
                                try copy.append(Int32(n))
                            }
                        }
                    } catch let error as PostgresError {
                        #expect(error.code == .encoding && error.underlying is Stop)
                    }
                    return try tx.fetch("SELECT id FROM \(fragment: table)") { try $0.next(Int.self) }
                }
                #expect(left == [-1])
            }
        }
    }

    @Test("A value the table refuses is the server's error, and the connection goes on")
    func refused() async throws {
        try await TestServer.withTable("id int CHECK (id < 10)") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                let check = await postgresError {
                    try await database.transaction { tx in
                        try tx.copyIn(into: table, rows: 0..<100_000) { try $1.append(Int32($0)) }
                    }
                }
                #expect(check?.sqlState == .checkViolation)
                let wrongType = await postgresError {
                    try await database.transaction { tx in
                        try tx.copyIn(into: table, rows: 0..<5) { try $1.append(Int64($0)) }
                    }
                }
                #expect(wrongType?.sqlState == .invalidBinaryRepresentation)
                let ragged = await postgresError {
                    try await database.transaction { tx in
                        try tx.copyIn(into: table, rows: 0..<5) { n, copy in
                            for _ in 0...n { try copy.append(Int32(n)) }
                        }
                    }
                }
                #expect(ragged?.code == .encoding)
                let missing = await postgresError {
                    try await database.transaction { tx in
                        try tx.copyIn(into: "no_such_table", rows: 0..<5) { try $1.append(Int32($0)) }
                    }
                }
                #expect(missing?.sqlState == .undefinedTable)
                let after = try await database.integers("SELECT count(*) FROM \(fragment: table)")
                #expect(after == [0])
            }
        }
    }

    @Test("Text with a NUL character ends the COPY before it reaches the server")
    func nul() async throws {
        try await TestServer.withTable("name text") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                let error = await postgresError {
                    try await database.transaction { tx in
                        try tx.copyIn(into: table, rows: ["a", "b\0c"]) { try $1.append($0) }
                    }
                }
                #expect(error?.code == .encoding)
            }
        }
    }

    @Test("A backend that goes away under a COPY is a lost connection")
    func lost() async throws {
        try await TestServer.withTable("id int") { table, _ in
            try await TestServer.withDatabase(poolSize: 1) { database in
                let error = await postgresError {
                    try await database.transaction { tx in
                        let pid = try tx.one(Statement("pid", "SELECT pg_backend_pid()") { try $0.next(Int32.self) })
                        try tx.copyIn(into: table, rows: PidKiller(pid: pid)) { try $1.append($0) }
                    }
                }
                #expect(error?.code == .connectionLost)
                let after = try await database.integers("SELECT count(*) FROM \(fragment: table)")
                #expect(after == [0])
            }
        }
    }
}

/// A sequence of numbers that has the server process terminated when it is half through.
private struct PidKiller: Sequence, IteratorProtocol {
    let pid: Int32
    var n: Int32 = 0

    mutating func next() -> Int32? {
        n += 1
        if n == 1000 {
            let done = DispatchSemaphore(value: 0)
            Task { [pid] in
                _ = try? await Connection.withConnection(try TestServer.configuration()) { session in
                    try session.execute("SELECT pg_terminate_backend(\(pid), 10000)")
                }
                done.signal()
            }
            done.wait()
        }
        return n < 2_000_000 ? n : nil
    }
}
