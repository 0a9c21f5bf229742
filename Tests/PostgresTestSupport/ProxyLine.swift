import Glibc

/// One client's connection through a ``FaultProxy``.
final class ProxyLine: Sendable {
    enum Direction {
        case toServer, toClient
    }

    /// What becomes of a piece.
    enum Verdict: Equatable {
        case pass, drop, cut, trickle
        case delay(UInt32)
    }

    private struct State: Sendable {
        var hasEnded = false
        var isToBeCut = false
        var left = 0
        /// The end of what the client said last, where a text may have begun.
        var tail: [UInt8] = []
    }

    private let client: Int32
    private let server: Int32
    private let state = Monitor(State())

    init(client: Int32, server: Int32) {
        self.client = client
        self.server = server
        Sockets.sendAtOnce(client)
        Sockets.sendAtOnce(server)
    }

    var hasEnded: Bool { state.read().hasEnded }

    var isToBeCut: Bool { state.read().isToBeCut }

    func cutAtNextAnswer() { state.change { $0.isToBeCut = true } }

    /// Whether the client has just said the text, in this piece or across its beginning.
    func didSay(_ text: String, in bytes: ArraySlice<UInt8>) -> Bool {
        let wanted = Array(text.utf8)
        return state.change { state in
            let heard = state.tail + bytes
            state.tail = Array(heard.suffix(wanted.count - 1))
            guard heard.count >= wanted.count else { return false }
            return (0...(heard.count - wanted.count)).contains { heard[$0..<($0 + wanted.count)].elementsEqual(wanted) }
        }
    }

    /// Passes bytes on until the line ends.
    func pump(_ direction: Direction, judge: (ArraySlice<UInt8>) -> Verdict) {
        let (source, sink) = direction == .toServer ? (client, server) : (server, client)
        var buffer = [UInt8](repeating: 0, count: 16_384)
        loop: while true {
            let count = recv(source, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            let bytes = buffer[..<count]
            switch judge(bytes) {
            case .pass: guard send(bytes, to: sink) else { break loop }
            case .trickle:
                for index in bytes.indices {
                    guard send(bytes[index...index], to: sink) else { break loop }
                }
            case .delay(let milliseconds):
                usleep(milliseconds * 1000)
                guard send(bytes, to: sink) else { break loop }
            case .drop: continue
            case .cut: break loop
            }
        }
        end(byReset: false)
    }

    private func send(_ bytes: ArraySlice<UInt8>, to sink: Int32) -> Bool {
        bytes.withUnsafeBytes { raw in
            var sent = 0
            while sent < raw.count {
                let rest = UnsafeRawBufferPointer(rebasing: raw[sent...])
                let written = Glibc.send(sink, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                guard written > 0 else { return false }
                sent += written
            }
            return true
        }
    }

    /// Ends both connections; the descriptors stay taken until both directions have noticed.
    func end(byReset: Bool) {
        let isFirst = state.change { state in
            defer { state.hasEnded = true }
            return !state.hasEnded
        }
        guard isFirst else { return }
        if byReset { Sockets.reset(client) }
        shutdown(client, Int32(SHUT_RDWR))
        shutdown(server, Int32(SHUT_RDWR))
    }

    /// Called once by each direction at its end.
    func isLastToLeave() -> Bool {
        state.change { state in
            state.left += 1
            return state.left == 2
        }
    }

    func close() {
        Glibc.close(client)
        Glibc.close(server)
    }
}
