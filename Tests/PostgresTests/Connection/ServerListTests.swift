import PostgresTestSupport
import Testing

@testable import Postgres

@Suite struct ServerListTests {
    private func choices(_ settings: [String: String]) -> [[String: String]] {
        ServerList.choices(settings) { $0 }.map(\.overrides)
    }

    @Test("One host is one attempt, which overrides nothing")
    func single() {
        #expect(choices([:]) == [[:]])
        #expect(choices(["host": "a", "port": "1", "target_session_attrs": "prefer-standby"]) == [[:]])
    }

    @Test("Of several hosts each is an attempt with its own address and port")
    func several() {
        #expect(choices(["host": "a,b", "port": "1"]) == [["host": "a"], ["host": "b"]])
        #expect(
            choices(["host": "a,b", "port": "1,"]) == [["host": "a", "port": "1"], ["host": "b", "port": "5432"]])
        #expect(
            choices(["host": "a,b", "hostaddr": "1.1.1.1,2.2.2.2", "port": "1"])
                == [["host": "a", "hostaddr": "1.1.1.1"], ["host": "b", "hostaddr": "2.2.2.2"]])
        #expect(choices(["hostaddr": "1.1.1.1,2.2.2.2"]) == [["hostaddr": "1.1.1.1"], ["hostaddr": "2.2.2.2"]])
    }

    @Test(
        "Lists that don't fit together are left to libpq, which says what is wrong",
        arguments: [
            ["host": "a,b", "hostaddr": "1.1.1.1"], ["host": "a,b,c", "port": "1,2"], ["host": "a,,b"],
        ])
    func misfits(settings: [String: String]) {
        #expect(choices(settings) == [[:]])
    }

    @Test("Who prefers a standby asks every host for one before taking a primary")
    func preferStandby() {
        #expect(
            choices(["host": "a,b", "target_session_attrs": "prefer-standby"]) == [
                ["host": "a", "target_session_attrs": "standby"], ["host": "b", "target_session_attrs": "standby"],
                ["host": "a", "target_session_attrs": "any"], ["host": "b", "target_session_attrs": "any"],
            ])
    }

    @Test("The order is drawn anew, so that not every client begins with the same server")
    func shuffled() {
        let settings = ["host": (0..<20).map { "h\($0)" }.joined(separator: ",")]
        let orders = (0..<10).map { _ in ServerList.choices(settings).map { $0.overrides["host"] ?? "" } }
        #expect(Set(orders).count > 1)
        #expect(orders.allSatisfy { Set($0).count == 20 })
    }

    @Test("A host that keeps silent takes only its share of the time, and the others are tried")
    func silentHost() async throws {
        let proxy = try TestServer.proxy()
        let deaf = try TestServer.proxy()
        defer {
            proxy.stop()
            deaf.stop()
        }
        deaf.set(.deaf)
        var settings = ConnectionSettings(
            conninfo: "host=127.0.0.1,127.0.0.1,127.0.0.1 port=\(deaf.port),\(deaf.port),\(proxy.port)")
        settings.shufflesHosts = false
        settings.connectTimeout = .seconds(6)
        let version = try await Connection.withConnection(settings) { $0.serverVersion }
        #expect(version > 0 && deaf.connections == 2)
    }

    @Test("Without any server that answers, what a server said is told rather than another's silence")
    func tellingFailure() async throws {
        let host = try TestServer.host
        var settings = ConnectionSettings(
            conninfo: "host=\(host),/tmp/no/such/socket port=\(TestServer.port) dbname=no_such_database_here")
        for shuffles in [false, true] {
            settings.shufflesHosts = shuffles
            let error = await postgresError { try await Connection.withConnection(settings) { _ in } }
            #expect(error?.code == .unknownDatabase)
        }
    }

    @Test("A server that is not of the kind asked for is told from one that is away")
    func wrongKind() async throws {
        let host = try TestServer.host
        let settings = ConnectionSettings(conninfo: "host=\(host) target_session_attrs=standby")
        let error = await postgresError { try await Connection.withConnection(settings) { _ in } }
        #expect(error?.code == .unreachable)
        #expect(error?.explanation?.contains("target_session_attrs") == true)
    }

    @Test("A connection string that can't be read is told as such, and its words are not shown")
    func unreadable() async throws {
        let settings = ConnectionSettings(conninfo: "host=localhost pasword=secret")
        let error = await postgresError { try await Connection.withConnection(settings) { _ in } }
        #expect(error?.code == .misconfigured)
        #expect("\(error as Any)".contains("secret") == false)
    }

    @Test("Settings come from the environment's service file too, before any server is reached")
    func serviceFile() throws {
        let effective = ConnectionHandle.effectiveSettings(
            conninfo: "postgresql://db.example.org,other.example.org:7777/sluse?target_session_attrs=read-write",
            defaults: [], forced: [("application_name", "test")])
        #expect(effective["host"] == "db.example.org,other.example.org" && effective["dbname"] == "sluse")
        #expect(effective["application_name"] == "test" && effective["target_session_attrs"] == "read-write")
        #expect(HostPolicy.isSafe(effective) == false)
    }
}
