import CLibPQ

/// A `PGconn *`: the only way this module reaches libpq's connection functions.
///
/// `@unchecked Sendable` is true because libpq allows a connection on any thread as long as one uses it at a time, and a
/// handle is used by the thread of its connection alone: it crosses a thread only to be finished there.
struct ConnectionHandle: @unchecked Sendable {
    let raw: OpaquePointer

    var isBad: Bool { PQstatus(raw) == CONNECTION_BAD }

    /// The descriptor of the socket; −1 when there is none. libpq may open another while connecting.
    var socket: Int32 { PQsocket(raw) }

    var transactionStatus: TransactionStatus { TransactionStatus(PQtransactionStatus(raw)) }

    /// libpq's latest message; it may quote data and is overwritten by the next call.
    var errorMessage: String { String(cString: PQerrorMessage(raw)) }

    var backendProcess: Int32 { PQbackendPID(raw) }

    var serverVersion: Int { Int(PQserverVersion(raw)) }

    func parameterStatus(_ name: String) -> String? {
        PQparameterStatus(raw, name).map { String(cString: $0) }
    }

    /// Whether a call of ``nextResult()`` would wait for the server.
    var isBusy: Bool { PQisBusy(raw) != 0 }

    /// Reads what has arrived, without waiting; `false` when the connection is broken.
    func consumeInput() -> Bool { PQconsumeInput(raw) != 0 }

    /// Sends what is buffered, without waiting.
    func flush() -> FlushState {
        switch PQflush(raw) {
        case 0: .sent
        case 1: .pending
        default: .broken
        }
    }

    /// The next result, or `nil` at the end of a command. Waits when ``isBusy``.
    func nextResult() -> ResultHandle? {
        guard let result = PQgetResult(raw) else { return nil }
        return ResultHandle(raw: result)
    }

    /// The next notification that has been read already.
    func nextNotification() -> Notification? {
        guard let notify = PQnotifies(raw) else { return nil }
        defer { PQfreemem(notify) }
        return Notification(
            channel: String(cString: notify.pointee.relname),
            payload: String(cString: notify.pointee.extra),
            backendProcess: notify.pointee.be_pid)
    }

    /// Closes the connection and frees it. It may block; nothing may use the handle afterwards.
    func finish() { PQfinish(raw) }
}

/// How much of the send buffer has left.
enum FlushState {
    case sent, pending, broken
}

/// What the server last said about the transaction of a connection: the only truth about it.
enum TransactionStatus {
    case idle, active, inTransaction, inFailedTransaction, unknown

    init(_ status: PGTransactionStatusType) {
        switch status {
        case PQTRANS_IDLE: self = .idle
        case PQTRANS_ACTIVE: self = .active
        case PQTRANS_INTRANS: self = .inTransaction
        case PQTRANS_INERROR: self = .inFailedTransaction
        default: self = .unknown
        }
    }
}
