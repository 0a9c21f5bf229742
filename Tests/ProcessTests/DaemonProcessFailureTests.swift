import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct DaemonProcessFailureTests {
    /// Runs the daemon without a database to its end.
    private func end(
        _ arguments: [String], _ environment: [String: String] = [:], file: String? = nil
    ) async throws -> DaemonProcess.Ending {
        let folder = FileManager.default.temporaryDirectory.appending(path: "slused-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        if let file { try Data(file.utf8).write(to: folder.appending(path: "slused.yaml")) }
        let variables = ["PGHOST": "/dev/null/nowhere", "SLUSED_HTTP_PORT": "0"].merging(environment) { $1 }
        return try await DaemonProcess(arguments, environment: variables, in: folder).ending()
    }

    @Test(
        "Bad settings end it with 78 and one line that says where and what",
        arguments: [
            (
                "work:\n  pol-seconds: 5\n", [:],
                "slused.yaml:2:3: unknown key 'pol-seconds' in the section work; did you mean 'poll-seconds'?"
            ),
            ("connections: many\n", [:], "slused.yaml:1:14: 'many' is not a whole number"),
            ("connections: 4\n", ["SLUSED_HTP_PORT": "1"], "no setting for the variable SLUSED_HTP_PORT"),
            (
                "connections: 4\n", ["SLUSED_NOTICES_CHANNEL": "pigeon"],
                "notices.channel is not one of spool, sendmail, webhook"
            ),
            (
                "notices: { channel: sendmail, sendmail-command: /dev/null/nowhere }\n", [:],
                "sendmail command \"/dev/null/nowhere\""
            ),
            ("notices: { channel: webhook }\n", [:], "needs notices.webhook-url and notices.webhook-secret"),
            (
                "notices: { channel: webhook, webhook-url: 'https://example.org/' }\n", [:],
                "the channel webhook needs notices.webhook-secret"
            ),
            (
                "notices: { channel: webhook, webhook-url: 'http://example.org/' , webhook-secret: /dev/null/nowhere }\n",
                [:],
                "/dev/null/nowhere can't be read"
            ),
        ])
    func badSettings(file: String, environment: [String: String], message: String) async throws {
        let ending = try await end(["--once", "--config", "slused.yaml"], environment, file: file)
        #expect(ending.status == 78 && ending.output.isEmpty)
        #expect(ending.errors.hasPrefix("slused: ") && ending.errors.contains(message), "\(ending.errors)")
    }

    @Test("Wrong usage is 64, a file that is not there 66")
    func wrongUsage() async throws {
        let unknown = try await end(["--forever"])
        #expect(unknown.status == 64 && unknown.errors.hasPrefix("slused: Unknown option '--forever'"))
        let day = try await end(["--once", "--today", "2025-02-30"])
        #expect(day.status == 64)
        let missing = try await end(["--config", "nowhere.yaml"])
        #expect(missing.status == 66 && missing.errors.hasPrefix("slused: nowhere.yaml: there is no such file"))
    }

    @Test("--version says which it is")
    func version() async throws {
        let ending = try await end(["--version"])
        #expect(ending.status == 0 && ending.output == "slused 0.1.0\n")
    }

    @Test("Without a database --once ends with 69 and says what to do")
    func onceWithoutDatabase() async throws {
        let ending = try await end(["--once"])
        #expect(ending.status == 69)
        #expect(ending.errors.contains("can't be reached") && ending.errors.contains("PGHOST"))
    }

    @Test("Without a database it goes on trying, is not ready, and still ends with 0 when it is told to")
    func waitsForDatabase() async throws {
        try await DaemonHouse.with { house in
            let away = house.environment(["PGHOST": "/dev/null/nowhere"])
            let daemon = try DaemonProcess([], environment: away, in: house.folder)
            try await DaemonProcess.eventually("it tries again") {
                daemon.log.components(separatedBy: "is tried again").count > 4
            }
            let answer = await house.get("readyz")
            #expect(answer?.status == 503 && answer?.body.contains("unreachable") == true)
            let health = await house.get("healthz")
            #expect(health?.status == 200)
            daemon.signal(SIGTERM)
            let ending = try await daemon.ending()
            #expect(ending.status == 0)
            #expect(ending.errors.contains("retryIn="))
        }
    }

    @Test(
        "Only a sample database pretends another day: 77 in any other, once or for good", arguments: [["--once"], []])
    func pretends(arguments: [String]) async throws {
        try await DaemonHouse.with { house in
            try await DaemonFixtureRepository(superuser: try await house.database.superuser()).makeReal()
            let ending = try await DaemonProcess(
                arguments + ["--today", "2025-06-01"], environment: house.environment(), in: house.folder
            ).ending()
            #expect(ending.status == 77 && ending.errors.contains("only a sample database"), "\(ending.errors)")
        }
    }

    @Test("A second daemon on the same port says so and which setting to change")
    func portTaken() async throws {
        try await DaemonHouse.with { house in
            try await DaemonProcess.running(environment: house.environment(), in: house.folder) { _ in
                try await DaemonProcess.eventually("the first answers") { await house.get("healthz")?.status == 200 }
                let second = try await DaemonProcess([], environment: house.environment(), in: house.folder).ending()
                #expect(second.status == 69 && second.errors.contains("SLUSED_HTTP_PORT"))
            }
        }
    }
}
