import Glibc
import Synchronization

/// A relay between client and server that counts how often the client spoke after the server had: its round trips.
final class RoundTrips: Sendable {
    let host: String
    private let listening: Int32
    private let turns = Atomic<Int>(0)

    struct Broken: Error {}

    init() throws {
        var pattern = Array("/tmp/pgturns.XXXXXX".utf8CString)
        guard let made = mkdtemp(&pattern) else { throw Broken() }
        host = String(cString: made)
        listening = try Self.socket(at: "\(host)/.s.PGSQL.\(TestServer.port)") { bind($0, $1, $2) }
        guard listen(listening, 16) == 0 else { throw Broken() }
        let descriptor = listening
        Thread.start { [self] in
            while case let client = accept(descriptor, nil, nil), client >= 0 {
                Thread.start { [self] in relay(client) }
            }
        }
    }

    func stop() {
        shutdown(listening, Int32(SHUT_RDWR))
        close(listening)
        unlink("\(host)/.s.PGSQL.\(TestServer.port)")
        rmdir(host)
    }

    /// How many round trips `body` made.
    func count(_ body: () async throws -> Void) async rethrows -> Int {
        let before = turns.load(ordering: .acquiring)
        try await body()
        return turns.load(ordering: .acquiring) - before
    }

    private func relay(_ client: Int32) {
        defer { close(client) }
        guard let upstream = try? TestServer.host,
            let server = try? Self.socket(at: "\(upstream)/.s.PGSQL.\(TestServer.port)", { connect($0, $1, $2) })
        else { return }
        defer { close(server) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var isClientsTurn = true
        while true {
            var ends = [
                pollfd(fd: client, events: Int16(POLLIN), revents: 0),
                pollfd(fd: server, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&ends, 2, -1) >= 0 || errno == EINTR else { return }
            for (index, end) in ends.enumerated() where end.revents != 0 {
                let count = recv(end.fd, &buffer, buffer.count, 0)
                guard count > 0 else { return }
                if index == 0, isClientsTurn { turns.add(1, ordering: .acquiringAndReleasing) }
                isClientsTurn = index == 1
                var sent = 0
                while sent < count {
                    let written = buffer[sent..<count].withUnsafeBytes {
                        send(ends[1 - index].fd, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                    }
                    guard written > 0 else { return }
                    sent += written
                }
            }
        }
    }

    private static func socket(
        at path: String, _ attach: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws -> Int32 {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { field in
            field.copyBytes(from: path.utf8.prefix(field.count - 1))
        }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                attach(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            close(descriptor)
            throw Broken()
        }
        return descriptor
    }

    private enum Thread {
        private final class Start {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }

        static func start(_ body: @escaping @Sendable () -> Void) {
            var thread = pthread_t()
            pthread_create(
                &thread, nil,
                { context in
                    if let context { Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body() }
                    return nil
                }, Unmanaged.passRetained(Start(body)).toOpaque())
            pthread_detach(thread)
        }
    }
}
