import Glibc
import Synchronization

/// A program run to its end with its input in a file, killed with all its children when its time is over.
///
/// Input is a file without a name, so a program that doesn't read it stops nobody and raises no `SIGPIPE`. The
/// program gets no output, no descriptors of this one, default signals (ours ignore some) and a bare environment.
final class ChildProcess: Sendable {
    /// How the program ended.
    enum Ending: Sendable, Hashable {
        case exited(Int32)
        case signalled(Int32)
    }

    private let process: pid_t
    /// Whether the process was waited for. Its number may be another's afterwards, so no signal is sent then.
    private let isReaped = Mutex(false)

    /// Starts a program.
    init(_ path: String, arguments: [String], input: [UInt8]) throws(SystemFailure) {
        let descriptor = try ChildProcess.namelessFile()
        defer { close(descriptor) }
        try ChildProcess.fill(descriptor, with: input)
        process = try ChildProcess.spawn(path, [path] + arguments, standardInput: descriptor)
    }

    /// Waits for the end.
    ///
    /// - Returns: How the program ended; `nil` if it was killed because its time was over.
    func ending(within limit: Duration) async -> Ending? {
        // Not bound to the caller's cancellation: a message in hand is finished, within its time.
        let watch = Task.detached {
            try await Task.sleep(for: limit)
            return self.kill()
        }
        let ending = await BlockingWork.run { self.reap() }
        watch.cancel()
        let wasKilled = (try? await watch.value) ?? false
        return wasKilled && ending == .signalled(SIGKILL) ? nil : ending
    }

    private func reap() -> Ending? {
        var information = siginfo_t()
        // The process stays a zombie until the lock is held, so that `kill` can't meet a number in other use.
        while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0 {
            guard errno == EINTR else { return nil }
        }
        return isReaped.withLock { isReaped in
            var status: Int32 = 0
            isReaped = true
            guard waitpid(process, &status, 0) == process else { return nil }
            let signal = status & 0x7F
            return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
        }
    }

    private func kill() -> Bool {
        isReaped.withLock { isReaped in
            !isReaped && Glibc.kill(-process, SIGKILL) == 0
        }
    }

    private static func namelessFile() throws(SystemFailure) -> Int32 {
        var name = Array("/tmp/sluse-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw .latest }
        unlink(name)
        guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { throw .latest }
        return descriptor
    }

    private static func fill(_ descriptor: Int32, with input: [UInt8]) throws(SystemFailure) {
        var written = 0
        while written < input.count {
            let count = input[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .latest }
            written += count
        }
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw .latest }
    }
}

extension ChildProcess {
    private static let environment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"]

    private static func spawn(
        _ path: String, _ arguments: [String], standardInput: Int32
    ) throws(SystemFailure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, standardInput, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        posix_spawnattr_setflags(&attributes, Int16(flags))

        var process: pid_t = 0
        let failure = withCStrings(arguments) { argv in
            withCStrings(environment) { envp in posix_spawn(&process, path, &actions, &attributes, argv, envp) }
        }
        guard failure == 0 else { throw SystemFailure(number: failure) }
        return process
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
