import Dispatch
import Foundation
import Synchronization

/// Runs PostgreSQL's own programs, which an operator has too.
enum Shell {
    struct Output: Sendable {
        let status: Int32
        let text: String
        let errors: String
    }

    static func run(_ command: [String], environment: [String: String]) async throws -> Output {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.environment = environment
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // What a test prints here fits into a pipe's buffer, so reading one after the other can't block.
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        let words = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Output(
            status: process.terminationStatus, text: String(decoding: text, as: UTF8.self),
            errors: String(decoding: words, as: UTF8.self))
    }
}

/// Waits, on the thread of a transaction, for work on another connection.
func blocking<R: Sendable>(_ work: @escaping @Sendable () async throws -> R) throws -> R {
    let answer = Answer<R>()
    let done = DispatchSemaphore(value: 0)
    Task {
        do {
            let value = try await work()
            answer.value.withLock { $0 = .success(value) }
        } catch {
            answer.value.withLock { $0 = .failure(error) }
        }
        done.signal()
    }
    done.wait()
    guard let result = answer.value.withLock({ $0 }) else { throw CancellationError() }
    return try result.get()
}

private final class Answer<R: Sendable>: Sendable {
    let value = Mutex<Result<R, any Error>?>(nil)
}
