import Foundation
import Synchronization
import Testing

/// The built daemon, running.
final class DaemonProcess: Sendable {
    /// How it ended.
    struct Ending: Sendable {
        let status: Int32
        let output: String
        let errors: String
    }

    private let process: UncheckedProcess
    private let output: URL
    private let errors: URL
    private let folder: URL

    /// `Process` is not marked as sendable; it is only asked for its number and waited for here, from one task at a time.
    private struct UncheckedProcess: @unchecked Sendable {
        let process: Process
    }

    /// Starts it in a folder of its own, with these variables and `PATH` alone.
    init(_ arguments: [String], environment: [String: String], in folder: URL) throws {
        let process = Process()
        process.executableURL = try Self.program()
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = folder
        output = folder.appending(path: "output-\(UUID().uuidString)")
        errors = folder.appending(path: "errors-\(UUID().uuidString)")
        for file in [output, errors] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        self.folder = folder
        self.process = UncheckedProcess(process: process)
    }

    /// The program stands beside the tests.
    private static func program() throws -> URL {
        let tests = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let candidates = [
            tests.deletingLastPathComponent(),
            URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent(),
        ]
        .map { $0.appending(path: "slused") }
        return try #require(
            candidates.first { FileManager.default.isExecutableFile(atPath: $0.path(percentEncoded: false)) },
            "slused is not built beside the tests")
    }

    /// What it wrote to standard error so far.
    var log: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

    /// Sends it a signal.
    func signal(_ number: Int32) {
        kill(process.process.processIdentifier, number)
    }

    /// Waits until it ends.
    func ending() async throws -> Ending {
        let process = process
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                process.process.waitUntilExit()
                continuation.resume()
            }
        }
        return Ending(
            status: process.process.terminationReason == .exit ? process.process.terminationStatus : -1,
            output: try String(contentsOf: output, encoding: .utf8), errors: log)
    }

    /// Waits until something holds, looking again and again; fails the test after half a minute.
    static func eventually(
        _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ holds: () async throws -> Bool
    ) async throws {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            if try await holds() { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record(what, sourceLocation: sourceLocation)
    }

    /// Runs the body with a daemon, and makes sure that none is left behind.
    static func running(
        _ arguments: [String] = [], environment: [String: String], in folder: URL,
        _ body: (DaemonProcess) async throws -> Void
    ) async throws {
        let daemon = try DaemonProcess(arguments, environment: environment, in: folder)
        do {
            try await body(daemon)
        } catch {
            daemon.signal(SIGKILL)
            throw error
        }
        daemon.signal(SIGKILL)
        _ = try await daemon.ending()
    }
}
