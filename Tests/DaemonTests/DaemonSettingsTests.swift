import Foundation
import Notices
import Tenancy
import Testing

@testable import slused

@Suite struct DaemonSettingsTests {
    private func settings(_ yaml: String, _ environment: [String: String] = [:]) async throws -> DaemonSettings {
        let file = FileManager.default.temporaryDirectory.appending(path: "slused-\(UUID().uuidString).yaml")
        try Data(yaml.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try await DaemonSettings.read(file: file.path(percentEncoded: false), environment: environment)
    }

    @Test("The environment goes before the file, the file before what is usual")
    func precedence() async throws {
        let yaml = "connections: 6\nwork: { poll-seconds: 5 }\nnotices: { channel: sendmail, sender: a@b.dk }\n"
        let read = try await settings(yaml, ["SLUSED_WORK_POLL_SECONDS": "7", "SLUSED_HTTP_PORT": ""])
        #expect(read.pollInterval == .seconds(7) && read.connections == 6 && read.channel == .sendmail)
        #expect(read.sender.description == "a@b.dk")
        #expect(read.port == 9187 && read.address == "127.0.0.1" && read.overdueLimit == .seconds(900))
    }

    @Test("The example that is shipped holds exactly what is usual")
    func example() async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let path = root.appending(path: "config/slused.yaml").path(percentEncoded: false)
        let shipped = try await DaemonSettings.read(file: path, environment: [:])
        let usual = try await settings("connections: 4\n")
        #expect("\(shipped)" == "\(usual)")
    }

    @Test("Under systemd notices go to the service's own folder")
    func stateDirectory() async throws {
        let read = try await settings("connections: 4\n", ["STATE_DIRECTORY": "/var/lib/sluse"])
        #expect(read.spoolFolder == "/var/lib/sluse/spool")
    }

    @Test(
        "A mistake in the file is refused with its line and the nearest right name",
        arguments: [
            ("work:\n  pol-seconds: 5\n", ":2:3: unknown key 'pol-seconds'", "poll-seconds"),
            ("notice: {}\n", ":1:1: unknown key 'notice'", "notices"),
            ("notices: { channel: sendmial }\n", "'sendmial'", "sendmail"),
            ("http: { port: 70000 }\n", "70000", "65535"), ("work: { poll-seconds: 0 }\n", "0", "3600"),
            ("log-level: loud\n", "'loud'", "warning"),
        ])
    func fileMistakes(yaml: String, what: String, advice: String) async throws {
        let refusal = await #expect(throws: Refusal.self) { try await settings(yaml) }
        #expect(refusal?.kind == .configuration)
        #expect(refusal?.message.contains(what) == true && refusal?.message.contains(advice) == true)
    }

    @Test("A variable nobody asks for is refused with the nearest right name, and a wrong value is not repeated")
    func variableMistakes() async throws {
        let unknown = await #expect(throws: Refusal.self) {
            try await settings("connections: 4\n", ["SLUSED_HTTP_PRT": "1"])
        }
        #expect(unknown?.kind == .configuration && unknown?.advice == "Did you mean SLUSED_HTTP_PORT?")
        let wrong = await #expect(throws: Refusal.self) {
            try await settings("connections: 4\n", ["SLUSED_HTTP_PORT": "secret"])
        }
        #expect(wrong?.kind == .configuration && wrong?.message.contains("secret") == false)
    }

    @Test("A file that was named and is not there is no such file")
    func missingFile() async throws {
        let refusal = await #expect(throws: Refusal.self) {
            try await DaemonSettings.read(file: "/tmp/no-such-\(UUID().uuidString).yaml", environment: [:])
        }
        #expect(refusal?.kind == .noInput)
    }
}
