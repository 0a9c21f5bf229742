import Postgres
import ServiceLifecycle

/// Keeps the connections until everything that uses them has stopped, and closes them then.
struct DatabaseService: Service {
    let database: Database

    func run() async throws {
        await withGracefulShutdownHandler {
            await database.run()
        } onGracefulShutdown: {
            Task { await database.close() }
        }
    }
}
