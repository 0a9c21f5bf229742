import Postgres
import ServiceLifecycle

/// Rings when the database says that something may have become due.
///
/// A hint that is lost costs nothing but time: the rounds look by themselves every so often.
struct HintService: Service {
    static let channel = "sluse_work"

    let settings: ConnectionSettings
    let bells: [Bell]

    func run() async throws {
        for await _ in Listener(settings, channels: [Self.channel]).cancelOnGracefulShutdown() {
            for bell in bells { bell.ring() }
        }
    }
}
