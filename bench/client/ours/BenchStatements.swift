import Postgres

enum BenchStatements {
    static let all = Statement("bench_all", "SELECT id, pool, day, name FROM bench_citizen") { row in
        try Citizen(&row)
    }

    static func balance(of account: Int32) -> Statement<Int32> {
        Statement("bench_balance", "SELECT abalance FROM pgbench_accounts WHERE aid = \(account)") { try $0.next() }
    }

    static func insert(_ number: Int32) -> Command {
        Command("bench_insert", "INSERT INTO bench_insert (id, name) VALUES (\(number), \("Citizen"))")
    }

    static let target: SQL = "bench_copied (id, pool, day, name)"

    static let emptyInserts: SQL = "TRUNCATE bench_insert"

    static let emptyCopies: SQL = "TRUNCATE bench_copied"
}
