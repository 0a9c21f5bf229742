import Municipal
import Postgres
import Tenancy
import TestSupport

@testable import FlexJobs

/// Daemons on one database, a connection each, that are told what day it is.
struct Daemons: Sendable {
    private let handles: [Database]

    /// So many daemons on the database of a scene, from a day on.
    init(_ count: Int, in scene: PoolScene, from day: Day) async throws {
        var handles: [Database] = []
        for _ in 0..<count { handles.append(try await scene.test.database(as: .daemon, today: day, poolSize: 1)) }
        self.handles = handles
    }

    /// Lets all of them do at the same time what is due on a day, and adds up what they did.
    @discardableResult
    func run(in tenant: TenantID, on day: Day) async throws -> PassReport {
        try await withThrowingTaskGroup(of: PassReport.self) { group in
            for database in handles {
                group.addTask {
                    try await database.transaction { tx in
                        try tx.execute("SELECT set_config('sluse.today', \(day.description), false)")
                    }
                    return try await Enforcement(database: database).run(in: tenant)
                }
            }
            var total = PassReport()
            for try await report in group { total += report }
            return total
        }
    }
}
