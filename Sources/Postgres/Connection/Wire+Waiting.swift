import Glibc

extension Wire {
    /// An attempt to stop the request in hand: a cancel request on its way, and the moment patience ends.
    struct Stopping {
        let cause: PostgresError.Code
        let giveUp: ContinuousClock.Instant
        let request: CancelRequest?
    }

    /// Waits until the server has said something, and reads it.
    ///
    /// - Throws: `.connectionLost` when the connection breaks; `.cancelled` or `.timedOut` when the server doesn't answer a
    ///   cancel request either. In every case the connection is spent.
    func waitForServer() throws(PostgresError) {
        let handle = try live()
        while true {
            let isPending = try flush(handle)
            try stopIfAsked()
            let milliseconds = try patience()
            let ready = Readiness.wait(
                socket: handle.socket, writable: isPending, signal: wake, milliseconds: milliseconds)
            if ready.socket {
                guard handle.consumeInput() else { throw lost() }
                return
            }
            if ready.timedOut { try runOutOfPatience() }
        }
    }

    /// Waits until there is room to send more.
    func waitToSend() throws(PostgresError) {
        let handle = try live()
        while try flush(handle) {
            try stopIfAsked()
            let milliseconds = try patience()
            let ready = Readiness.wait(socket: handle.socket, writable: true, signal: wake, milliseconds: milliseconds)
            // The server may be writing as well; what it says has to be taken or both sides wait for ever.
            if ready.socket, !handle.consumeInput() { throw lost() }
            if ready.timedOut { try runOutOfPatience() }
        }
    }

    private func flush(_ handle: ConnectionHandle) throws(PostgresError) -> Bool {
        switch handle.flush() {
        case .sent: return false
        case .pending: return true
        case .broken: throw lost()
        }
    }

    /// How long the next wait may last, in milliseconds. The clock is read only where there is a moment to keep.
    private func patience() throws(PostgresError) -> Int32 {
        guard let moment = stopping?.giveUp ?? shield ?? deadline else {
            return Self.milliseconds(settings.silenceTimeout)
        }
        let left = moment - ContinuousClock.now
        if left <= .zero { try runOutOfPatience() }
        return Self.milliseconds(max(.zero, min(left, settings.silenceTimeout)))
    }

    /// The time is over: asks the server to stop, or, when that has been done, gives the connection up.
    private func runOutOfPatience() throws(PostgresError) {
        if let stopping { throw sever(because: stopping.cause) }
        if shield != nil { throw sever(because: .timedOut) }
        stop(because: .timedOut)
    }

    private func stopIfAsked() throws(PostgresError) {
        guard stopping == nil, shield == nil, let interruption, interruption.isRequested else { return }
        stop(because: .cancelled)
    }

    func stop(because cause: PostgresError.Code) {
        stopping = Stopping(
            cause: cause, giveUp: .now + settings.cancelGrace,
            request: handle.flatMap { CancelRequest.start(on: $0, wake: wake) })
    }

    /// Ends the attempt to stop, once the request in hand has its answer: only when the cancel request can't come late.
    ///
    /// - Returns: Why the request was to stop, or `nil` when nobody asked.
    func settle() throws(PostgresError) -> PostgresError.Code? {
        guard let stopping else { return nil }
        while let request = stopping.request, !request.isFinished {
            let left = stopping.giveUp - ContinuousClock.now
            guard left > .zero else { throw sever(because: stopping.cause) }
            _ = Readiness.wait(socket: -1, writable: false, signal: wake, milliseconds: Self.milliseconds(left))
        }
        self.stopping = nil
        return stopping.cause
    }

    /// Shuts the socket of a server that keeps silent, and gives the connection up.
    func sever(because cause: PostgresError.Code) -> PostgresError {
        if let handle, handle.socket >= 0 { shutdown(handle.socket, Int32(SHUT_RDWR)) }
        stopping = nil
        markSpent()
        return PostgresError(cause, "the server did not answer and the connection was given up")
    }

    /// Takes the parting message of a broken connection, if there is one, and gives the connection up.
    func lost(after earlier: PostgresError? = nil) -> PostgresError {
        var parting = earlier
        // Bounded, because a connection that broke inside a pipeline may go on giving results.
        var rounds = 0
        while parting == nil, rounds < 64, let handle, !isSpent, !handle.isBusy, let result = handle.nextResult() {
            rounds += 1
            if result.kind == .error { parting = result.error() }
        }
        stopping = nil
        markSpent()
        return parting?.with {
            $0.code = .connectionLost
            $0.explanation = "the server ended it"
        } ?? PostgresError(.connectionLost, "the server closed it or the network failed")
    }

    /// A duration in whole milliseconds, rounded up so that a wait doesn't end just before its moment.
    static func milliseconds(_ duration: Duration) -> Int32 {
        let (seconds, attoseconds) = duration.components
        let whole = seconds.multipliedReportingOverflow(by: 1000)
        return whole.overflow
            ? .max : Int32(clamping: whole.partialValue + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
