import Foundation
import Postgres
import Schema

/// The migrated database that every test gets a copy of, made once for each state of the migrations.
actor TestTemplate {
    static let shared = TestTemplate()
    static let clonePrefix = "sluse_test_clone_"

    /// Changed when the fixtures below change, so that a template of another state is never copied.
    private static let fixtureEdition = 1

    private var making: Task<String, any Error>?
    private var count = 0

    /// The name of the template, which exists from then on.
    func name() async throws -> String {
        if let making { return try await making.value }
        let task = Task { try await Self.make() }
        making = task
        return try await task.value
    }

    /// A name that no other clone has.
    func nextCloneName() -> String {
        count += 1
        return "\(Self.clonePrefix)\(getpid())_\(count)"
    }

    private static func make() async throws -> String {
        let name = "sluse_test_template_\(Migration.fingerprint())_\(fixtureEdition)"
        try await TestCluster.exclusively {
            let found = try await TestCluster.superuser { session in
                for clone in try session.fetch(TestClusterStatements.clones) where isAbandoned(clone) {
                    try session.execute(TestClusterStatements.drop(clone))
                }
                return try session.fetch(TestClusterStatements.isTemplate(name)).first
            }
            guard found != true else { return }
            try await TestCluster.superuser { session in _ = try session.execute(TestClusterStatements.drop(name)) }
            try await Initializer(
                conninfo: "dbname=\(name)", isSample: true, administrator: TestLogin.administrator.rawValue
            ).run()
            try await TestCluster.superuser(database: name) { session in try TestFixtureRepository.fill(&session) }
            try await TestCluster.superuser { session in
                _ = try session.execute(TestClusterStatements.markAsTemplate(name))
            }
        }
        return name
    }

    /// Whether the process that made a clone is gone; the clone's name holds its number.
    private static func isAbandoned(_ clone: String) -> Bool {
        guard let owner = clone.dropFirst(clonePrefix.count).split(separator: "_").first.flatMap({ Int32($0) }) else {
            return true
        }
        return kill(owner, 0) != 0 && errno == ESRCH
    }
}
