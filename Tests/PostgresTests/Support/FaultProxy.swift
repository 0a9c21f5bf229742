import Glibc
import Synchronization

/// A relay between client and server on a socket of its own, which can fall silent or cut the line.
///
/// It listens on a Unix socket in a directory of its own; `host` is what the client connects to. Every connection has two
/// threads, one for each direction.
final class FaultProxy: Sendable {
    enum Fault: Sendable, Equatable {
        case none
        /// Takes what the server says and passes none of it on.
        case silence
        /// Passes the next client message that holds the text on, and cuts the line instead of passing the answer.
        case cutAfter(String)
        /// Cuts every line as soon as something comes.
        case cut
    }

    let host: String
    private let listening: Int32
    private let fault = Mutex(Fault.none)

    init() throws {
        var pattern = Array("/tmp/pgproxy.XXXXXX".utf8CString)
        guard let made = mkdtemp(&pattern) else { throw Broken() }
        host = String(cString: made)
        listening = try Self.unixSocket {
            bind($0, $1, $2)
        } path: { [host] in
            "\(host)/.s.PGSQL.\(TestServer.port)"
        }
        guard listen(listening, 64) == 0 else { throw Broken() }
        let descriptor = listening
        Self.thread { [self] in
            while true {
                let client = accept(descriptor, nil, nil)
                guard client >= 0 else { return }
                relay(client)
            }
        }
    }

    struct Broken: Error {}

    func set(_ newFault: Fault) { fault.withLock { $0 = newFault } }

    func stop() {
        shutdown(listening, Int32(SHUT_RDWR))
        close(listening)
        unlink("\(host)/.s.PGSQL.\(TestServer.port)")
        rmdir(host)
    }

    private func relay(_ client: Int32) {
        guard let upstream = try? TestServer.host, upstream.hasPrefix("/"),
            let server = try? Self.unixSocket(
                { connect($0, $1, $2) }, path: { "\(upstream)/.s.PGSQL.\(TestServer.port)" })
        else {
            close(client)
            return
        }
        // The direction that ends last closes both; until then each only shuts them down, so no number is used twice.
        let ending = Ending()
        let isMute = Flag()
        Self.thread { [self] in
            pump(from: client, to: server) { bytes in
                switch fault.withLock({ $0 }) {
                case .cut: return false
                case .cutAfter(let text) where bytes.containsText(text):
                    isMute.raise()
                    return true
                default: return true
                }
            }
            ending.leave(client, server)
        }
        Self.thread { [self] in
            pump(from: server, to: client) { _ in
                switch fault.withLock({ $0 }) {
                case .cut: return false
                case .silence: return nil
                default: return !isMute.isRaised
                }
            }
            ending.leave(client, server)
        }
    }

    /// Passes bytes on until the line ends; `judge` says whether to pass them, drop them (`nil`) or cut the line.
    private func pump(from source: Int32, to sink: Int32, judge: (ArraySlice<UInt8>) -> Bool?) {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = recv(source, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            guard let pass = judge(buffer[..<count]) else { continue }
            guard pass else { break }
            var sent = 0
            while sent < count {
                let written = buffer[sent..<count].withUnsafeBytes {
                    send(sink, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard written > 0 else { break }
                sent += written
            }
        }
        shutdown(source, Int32(SHUT_RDWR))
        shutdown(sink, Int32(SHUT_RDWR))
    }

    /// Closes both ends when the second direction has ended.
    private final class Ending: Sendable {
        private let ended = Counter()

        func leave(_ one: Int32, _ other: Int32) {
            guard ended.increment() == 2 else { return }
            close(one)
            close(other)
        }
    }

    private static func thread(_ body: @escaping @Sendable () -> Void) {
        final class Box {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
                return nil
            }, Unmanaged.passRetained(Box(body)).toOpaque())
        pthread_detach(thread)
    }

    private static func unixSocket(
        _ attach: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32, path: () -> String
    ) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { field in
            field.copyBytes(from: path().utf8.prefix(field.count - 1))
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
}

extension ArraySlice<UInt8> {
    fileprivate func containsText(_ text: String) -> Bool {
        String(decoding: self, as: UTF8.self).contains(text)
    }
}
