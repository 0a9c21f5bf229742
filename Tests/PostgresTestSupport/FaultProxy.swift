import Glibc

/// A relay between a client and a PostgreSQL server that does to the line what networks and servers do to it.
///
/// It listens on a port of the loopback address; give ``host`` and ``port`` to the client. The fault can be changed at any
/// time and holds for open lines too. Every line has two threads, one for each direction.
///
/// ```swift
/// let proxy = try FaultProxy(toHost: "/run/postgresql", port: 5432)
/// defer { proxy.stop() }
/// proxy.set(.cutAfter("COMMIT"))
/// ```
public final class FaultProxy: Sendable {
    /// Where it listens.
    public let host = "127.0.0.1"
    /// The port it listens on.
    public let port: UInt16

    private struct State: Sendable {
        var fault = Fault.none
        var isStopped = false
        /// How many messages with the text of the fault have come by.
        var hits = 0
        var cuts = 0
        var connections = 0
        var lines: [ObjectIdentifier: ProxyLine] = [:]
        var host: String
        var port: UInt16
    }

    private let state: Monitor<State>
    private let listening: Int32

    /// Starts a proxy.
    ///
    /// - Parameters:
    ///   - host: The server's host: a folder with its Unix socket, or anything else for the loopback address.
    ///   - port: The server's port.
    public init(toHost host: String, port: UInt16) throws {
        state = Monitor(State(host: host, port: port))
        (listening, self.port) = try Sockets.listen()
        startThread { [self] in
            while true {
                let client = accept(listening, nil, nil)
                guard client >= 0 else { break }
                startThread { self.relay(client) }
            }
            close(listening)
        }
    }

    /// The connection string of a client that is to go through the proxy.
    public var conninfo: String { "host=\(host) port=\(port)" }

    /// How many lines a ``Fault/cutBefore(_:every:)`` or ``Fault/cutAfter(_:every:)`` has cut.
    public var cuts: Int { state.read().cuts }

    /// How many connections have come, whatever became of them.
    public var connections: Int { state.read().connections }

    /// Does this to every line from now on.
    public func set(_ fault: Fault) {
        let lines = state.change { state in
            state.fault = fault
            state.hits = 0
            return Array(state.lines.values)
        }
        for line in lines where fault == .close || fault == .reset { line.end(byReset: fault == .reset) }
    }

    /// Leads new lines to another server, as an address does that moves; open lines stay where they are.
    public func lead(toHost host: String, port: UInt16) {
        state.change { state in
            state.host = host
            state.port = port
        }
    }

    /// Ends every line, and the proxy.
    public func stop() {
        let lines = state.change { state in
            state.isStopped = true
            return Array(state.lines.values)
        }
        // The thread that accepts closes the descriptor, so its number is not taken while it is waited on.
        shutdown(listening, Int32(SHUT_RDWR))
        for line in lines { line.end(byReset: false) }
    }

    private func relay(_ client: Int32) {
        state.change { $0.connections += 1 }
        let now = state.read { $0.fault == .deaf && !$0.isStopped }
        if now.fault == .reset { Sockets.reset(client) }
        guard !now.isStopped, now.fault != .close, now.fault != .reset,
            let server = Sockets.connect(host: now.host, port: now.port)
        else {
            close(client)
            return
        }
        let line = ProxyLine(client: client, server: server)
        let isStopped = state.change { state in
            state.lines[ObjectIdentifier(line)] = line
            return state.isStopped
        }
        if isStopped { line.end(byReset: false) }
        startThread { [self] in
            line.pump(.toClient) { bytes in judgeAnswer(on: line, bytes) }
            leave(line)
        }
        line.pump(.toServer) { bytes in judgeRequest(on: line, bytes) }
        leave(line)
    }

    private func leave(_ line: ProxyLine) {
        guard line.isLastToLeave() else { return }
        state.change { $0.lines[ObjectIdentifier(line)] = nil }
        line.close()
    }

    /// What is to be done with what a client says.
    private func judgeRequest(on line: ProxyLine, _ bytes: ArraySlice<UInt8>) -> ProxyLine.Verdict {
        let verdict = judge(line)
        guard verdict != .cut else { return verdict }
        let (fault, isHit) = state.change { state -> (Fault, Bool) in
            guard let trigger = state.fault.trigger, line.didSay(trigger.text, in: bytes) else {
                return (state.fault, false)
            }
            state.hits += 1
            let isHit = state.hits.isMultiple(of: max(1, trigger.every))
            if isHit { state.cuts += 1 }
            return (state.fault, isHit)
        }
        guard isHit else { return verdict }
        if case .cutBefore = fault { return .cut }
        line.cutAtNextAnswer()
        return verdict
    }

    /// What is to be done with what the server says.
    private func judgeAnswer(on line: ProxyLine, _ bytes: ArraySlice<UInt8>) -> ProxyLine.Verdict {
        let verdict = judge(line)
        if line.isToBeCut { return .cut }
        return verdict == .pass && state.read().fault == .silence ? .drop : verdict
    }

    private func judge(_ line: ProxyLine) -> ProxyLine.Verdict {
        let state = state.read { $0.fault == .freeze && !$0.isStopped && !line.hasEnded }
        if state.isStopped { return .cut }
        switch state.fault {
        case .close, .reset: return .cut
        case .trickle: return .trickle
        case .delay(let milliseconds): return .delay(milliseconds)
        default: return .pass
        }
    }
}
