import ArgumentParser
import FlexJobs
import Municipal
import Tenancy

/// `sluse pool list`.
struct PoolList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the pools of a municipality.",
        discussion: """
            Example:
              sluse pool list --municipality ishoj
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let pools = try await session.database.read(in: town.id) { tx in try PoolReports.list(in: town.id, &tx) }
            try session.output.list(
                pools.map(PoolLine.init),
                whenEmpty:
                    "\(town.slug) has no pools; describe them under 'pools' in its file and run: sluse apply -f FILE")
        }
    }
}

/// A pool in a list.
struct PoolLine: Printable {
    let pool: String
    let title: String
    let kind: String
    let capacity: Int
    let occupied: Int
    let offered: Int
    let waiting: Int
    let limitMonths: Int?

    init(_ overview: PoolReports.Overview) {
        pool = overview.pool.slug
        title = overview.pool.title
        kind = overview.pool.kind.rawValue
        capacity = overview.capacity
        occupied = overview.taken
        offered = overview.openOffers
        waiting = overview.waiting
        limitMonths = overview.limitMonths
    }

    static let fields: [Field<PoolLine>] = [
        Field("pool", "Pool") { $0.pool },
        Field("title", "Title") { $0.title },
        Field("kind", "Kind") { $0.kind },
        Field("capacity", "Places", .right) { "\($0.capacity)" },
        Field("occupied", "Taken", .right) { "\($0.occupied)" },
        Field("offered", "On offer", .right) { "\($0.offered)" },
        Field("waiting", "Waiting", .right) { "\($0.waiting)" },
        Field("limitMonths", "Limit", .right) { $0.limitMonths.map { "\($0) months" } ?? "none" },
    ]
}
