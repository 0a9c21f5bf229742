import Foundation
import Testing

/// The built `sluse`, run to its end.
enum SluseProcess {
    /// How it ended.
    struct Ending: Sendable, CustomTestStringConvertible {
        let status: Int32
        let output: String
        let errors: String

        /// What is wrong, without the program's name and without what to do about it.
        var complaint: String {
            String((errors.split(separator: "\n").first ?? "").trimmingPrefix("sluse: "))
        }

        var testDescription: String { "\(status), output <\(output)>, errors <\(errors)>" }
    }

    /// Runs it with these arguments, variables and standard input, in a folder.
    static func run(
        _ arguments: [String], environment: [String: String], input: String = "", in folder: URL
    ) async throws -> Ending {
        let mark = UUID().uuidString
        let files = ["input", "output", "errors"].map { folder.appending(path: "\($0)-\(mark)") }
        for file in files { try Data().write(to: file) }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        try Data(input.utf8).write(to: files[0])

        let process = Process()
        process.executableURL = try program()
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = folder
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        let status = try await withCheckedThrowingContinuation { (done: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { ended in
                done.resume(returning: ended.terminationReason == .exit ? ended.terminationStatus : -1)
            }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                done.resume(throwing: error)
            }
        }
        return Ending(
            status: status, output: try String(contentsOf: files[1], encoding: .utf8),
            errors: try String(contentsOf: files[2], encoding: .utf8))
    }

    /// The program stands beside the tests.
    private static func program() throws -> URL {
        let candidates = [URL(filePath: CommandLine.arguments[0]), URL(filePath: "/proc/self/exe")]
            .map { $0.resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "sluse") }
        return try #require(
            candidates.first { FileManager.default.isExecutableFile(atPath: $0.path(percentEncoded: false)) },
            "sluse is not built beside the tests")
    }
}
