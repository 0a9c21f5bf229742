import Foundation

/// Running a program and waiting for its end.
///
/// Foundation's `Process` waits for every program that its program leaves running, as `pg_ctl` leaves the server; so this
/// speaks to the system itself.
enum Command {
    /// Why a program did not do what it should.
    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs a program; PostgreSQL's own run as an unprivileged user, because they refuse to run as root.
    static func run(_ program: String, _ arguments: [String], unprivileged: Bool = false) async throws {
        let isRoot = unprivileged && getuid() == 0
        let words = ["env"] + (isRoot ? ["runuser", "-u", "postgres", "--"] : []) + [program] + arguments
        let output = FileManager.default.temporaryDirectory.appending(path: "pg-command-\(UUID().uuidString)").path
        defer { unlink(output) }
        let status = await withCheckedContinuation { continuation in
            startThread { continuation.resume(returning: runAndWait(words, output)) }
        }
        guard status == 0 else {
            let said = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
            throw Failed(description: "\(program) ended with \(status): \(said)")
        }
    }

    /// The status a program ended with; −1 when it could not be started.
    private static func runAndWait(_ words: [String], _ output: String) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PG") }
            .map { "\($0.key)=\($0.value)" }
        var process = pid_t()
        let isStarted = withCStrings(words) { words in
            withCStrings(environment) { environment in
                posix_spawnp(&process, "/usr/bin/env", &actions, nil, words, environment) == 0
            }
        }
        guard isStarted else { return -1 }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        // The exit code is in the second byte; a signal is in the first.
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }

    private static func withCStrings<R>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
        let pointers = strings.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}
