import Postgres

/// What tests ask of the cluster as superuser.
enum TestClusterStatements {
    /// Only one test process at a time makes roles and templates; the key is the word `tests` as a number.
    static let lock: SQL = "SELECT pg_advisory_lock(500118549619)"
    static let ping: SQL = "SELECT 1"

    static func create(_ name: String, from template: String) -> SQL {
        "CREATE DATABASE \(identifier: name) TEMPLATE \(identifier: template) STRATEGY FILE_COPY"
    }

    static func drop(_ name: String) -> SQL {
        "DROP DATABASE IF EXISTS \(identifier: name) WITH (FORCE)"
    }

    static func markAsTemplate(_ name: String) -> SQL {
        "ALTER DATABASE \(identifier: name) WITH IS_TEMPLATE true ALLOW_CONNECTIONS false"
    }

    /// A template counts once it is marked; one that is not was left by a run that died.
    static func isTemplate(_ name: String) -> Statement<Bool> {
        Statement("test_template", "SELECT datistemplate FROM pg_database WHERE datname = \(name)") { row in
            try row.next()
        }
    }

    static let clones = Statement(
        "test_clones", "SELECT datname FROM pg_database WHERE datname ^@ \(TestTemplate.clonePrefix)"
    ) { row in try row.next(String.self) }

    static func become(_ login: String) -> SQL { "SET SESSION AUTHORIZATION \(identifier: login)" }

    static func pretend(_ day: String) -> SQL { "SELECT set_config('sluse.today', \(day), false)" }
}
