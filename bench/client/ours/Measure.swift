import Glibc
import Postgres

/// The measurements. Each gives one number: rows, transactions or batches a second, or milliseconds where it says so.
enum Measure {
    static let accounts: Int32 = 1_000_000

    /// One row by key on connections of their own, each statement a transaction, as `pgbench -S` does it.
    static func key(connections: Int, seconds: Double) async throws -> Double {
        try await sum(over: connections, seconds: seconds) { end in
            try await Connection.withConnection(ConnectionSettings()) { session in
                var random = KeyGenerator()
                var count = 0
                while ContinuousClock.now < end {
                    _ = try session.one(BenchStatements.balance(of: .random(in: 1...accounts, using: &random)))
                    count += 1
                }
                return count
            }
        }
    }

    /// One row by key, each in a transaction of its own, by many tasks over a pool.
    static func pool(tasks: Int, connections: Int, seconds: Double) async throws -> Double {
        let database = Database(Database.Configuration(poolSize: connections))
        let rate = try await sum(over: tasks, seconds: seconds) { end in
            var (count, random) = (0, KeyGenerator())
            while ContinuousClock.now < end {
                let account = Int32.random(in: 1...accounts, using: &random)
                _ = try await database.transaction(.readOnly) { tx in
                    try tx.one(BenchStatements.balance(of: account))
                }
                count += 1
            }
            return count
        }
        await database.close()
        return rate
    }

    /// Every row of the table, decoded into structs and dropped.
    static func rows(byCopy: Bool) async throws -> Double {
        try await Connection.withConnection(ConnectionSettings()) { session in
            try session.transaction(.readOnly) { tx in
                var (count, sum) = (0, Int64(0))
                let start = ContinuousClock.now
                if byCopy {
                    try tx.copyOut(BenchStatements.all) { rows in
                        while let citizen = try rows.next() {
                            count += 1
                            sum &+= citizen.id &+ Int64(citizen.name.utf8.count)
                        }
                    }
                } else {
                    try tx.stream(BenchStatements.all) { citizen in
                        count += 1
                        sum &+= citizen.id &+ Int64(citizen.name.utf8.count)
                    }
                }
                let rate = Double(count) / (ContinuousClock.now - start).inSeconds
                guard sum > 0 else { throw PostgresError(.misuse, "the table is empty") }
                return rate
            }
        }
    }

    /// Rows copied in, encoded from structs that are there.
    static func copyIn(rows: Int) async throws -> Double {
        let citizens = (1...rows).map(Citizen.init(number:))
        return try await Connection.withConnection(ConnectionSettings()) { session in
            try session.execute(BenchStatements.emptyCopies)
            let start = ContinuousClock.now
            try session.transaction { tx in
                try tx.copyIn(into: BenchStatements.target, rows: citizens) { citizen, row in
                    try row.append(citizen.id)
                    try row.append(citizen.pool)
                    try row.append(citizen.day)
                    try row.append(citizen.name)
                }
            }
            return Double(rows) / (ContinuousClock.now - start).inSeconds
        }
    }

    /// Batches of a thousand one-row inserts, each batch a transaction; gives the milliseconds of the median batch.
    static func inserts(batches: Int, pipelined: Bool) async throws -> Double {
        try await Connection.withConnection(ConnectionSettings()) { session in
            try session.execute(BenchStatements.emptyInserts)
            var times: [Double] = []
            for batch in 0...batches {
                let start = ContinuousClock.now
                try session.transaction { tx in
                    let statements = (0..<1000).lazy.map { BenchStatements.insert(Int32(batch * 1000 + $0)) }
                    if pipelined {
                        try tx.pipeline(statements)
                    } else {
                        for statement in statements { try tx.execute(statement) }
                    }
                }
                // The first batch also prepares.
                if batch > 0 { times.append((ContinuousClock.now - start).inSeconds * 1000) }
            }
            return times.sorted()[times.count / 2]
        }
    }

    /// Changes of one row, each in a transaction with two settings: with a body, or as statements that are all there is.
    static func write(seconds: Double, asBody: Bool) async throws -> Double {
        let database = Database(Database.Configuration(poolSize: 1))
        try await database.transaction { try $0.execute(BenchStatements.emptyInserts) }
        let settings = [LocalSetting("sluse.tenant", "183"), LocalSetting("sluse.reason", "bench")]
        let rate = try await sum(over: 1, seconds: seconds) { end in
            var count = 0
            while ContinuousClock.now < end {
                let insert = BenchStatements.insert(Int32(truncatingIfNeeded: count))
                if asBody {
                    try await database.transaction(settings: settings) { tx in try tx.execute(insert) }
                } else {
                    try await database.run(insert, settings: settings)
                }
                count += 1
            }
            return count
        }
        await database.close()
        return rate
    }

    /// How often a second all tasks together did their work.
    private static func sum(
        over tasks: Int, seconds: Double, _ work: @escaping @Sendable (ContinuousClock.Instant) async throws -> Int
    ) async throws -> Double {
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<tasks { group.addTask { try await work(end) } }
            return try await group.reduce(0, +)
        }
        return Double(count) / (ContinuousClock.now - start).inSeconds
    }
}

extension Duration {
    var inSeconds: Double { self / .seconds(1) }
}
