import Dispatch

/// Work that waits in the kernel: a disk, a child process.
///
/// It runs on a thread of its own, because a thread of Swift's pool that waits is missed by everybody else.
enum BlockingWork {
    private static let queue = DispatchQueue(label: "sluse.notices.blocking", attributes: .concurrent)

    static func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
            queue.async {
                do throws(Failure) {
                    continuation.resume(returning: .success(try work()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }
}
