import Testing

@testable import Schema

@Suite("Which database a connection string names")
struct ConnectionTargetTests {
    @Test(
        "The string, then PGDATABASE, then the user's name decide",
        arguments: [
            ("dbname=sluse", "sluse"), ("host=/tmp dbname = 'my base' user=x", "my base"), ("dbname='it\\'s'", "it's"),
            ("postgresql://anna@db.example:5432/sluse?sslmode=require", "sluse"), ("postgres:///m%C3%A6rke", "mærke"),
            ("postgresql://db/first?dbname=second", "second"), ("", "from_environment"),
            ("host=/tmp user=anna", "from_environment"),
        ])
    func names(conninfo: String, name: String) throws {
        let target = try ConnectionTarget(conninfo: conninfo, environment: ["PGDATABASE": "from_environment"])
        #expect(target.database == name)
    }

    @Test("Without PGDATABASE the user's name is the database's")
    func user() throws {
        #expect(try ConnectionTarget(conninfo: "user=anna", environment: [:]).database == "anna")
        #expect(try ConnectionTarget(conninfo: "postgresql://bo:secret@db", environment: [:]).database == "bo")
        #expect(try ConnectionTarget(conninfo: "", environment: ["PGUSER": "carl"]).database == "carl")
    }

    @Test("A service file's name is not guessed")
    func service() {
        #expect(throws: SchemaError.self) { try ConnectionTarget(conninfo: "service=sluse", environment: [:]) }
        #expect(throws: SchemaError.self) { try ConnectionTarget(conninfo: "", environment: ["PGSERVICE": "sluse"]) }
    }

    @Test("The same place with another database")
    func other() throws {
        #expect(
            try ConnectionTarget(conninfo: "dbname=a host=/tmp").conninfo(database: "postgres")
                == "dbname=a host=/tmp dbname=postgres")
        #expect(
            try ConnectionTarget(conninfo: "postgresql://db/a").conninfo(database: "postgres")
                == "postgresql://db/a?dbname=postgres")
    }
}
