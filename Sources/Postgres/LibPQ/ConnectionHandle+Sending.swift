import CLibPQ

/// What a statement's parameters look like to libpq: pointers into one arena, valid during one call.
struct ParameterPointers {
    let count: Int32
    let types: UnsafePointer<UInt32>?
    let values: UnsafePointer<UnsafePointer<CChar>?>?
    let lengths: UnsafePointer<Int32>?
    let formats: UnsafePointer<Int32>?
}

/// Sending: none of these waits; `false` means nothing was sent and ``ConnectionHandle/errorMessage`` says why.
extension ConnectionHandle {
    /// Sends a text of one or several statements by the simple protocol.
    func send(text: String) -> Bool {
        PQsendQuery(raw, text) != 0
    }

    /// Sends a statement without a name; the results come in the binary format.
    func send(text: String, parameters: ParameterPointers) -> Bool {
        PQsendQueryParams(
            raw, text, parameters.count, parameters.types, parameters.values, parameters.lengths, parameters.formats, 1)
            != 0
    }

    func sendPrepare(name: String, text: String, parameters: ParameterPointers) -> Bool {
        PQsendPrepare(raw, name, text, parameters.count, parameters.types) != 0
    }

    /// Sends the execution of a prepared statement; the results come in the binary format.
    func sendPrepared(name: String, parameters: ParameterPointers) -> Bool {
        PQsendQueryPrepared(
            raw, name, parameters.count, parameters.values, parameters.lengths, parameters.formats, 1) != 0
    }

    /// Asks for the columns of a prepared statement.
    func sendDescribe(name: String) -> Bool { PQsendDescribePrepared(raw, name) != 0 }

    /// Asks for the rows of the statement just sent one by one.
    func useSingleRowMode() -> Bool { PQsetSingleRowMode(raw) != 0 }

    func enterPipeline() -> Bool { PQenterPipelineMode(raw) != 0 }

    /// Leaves pipeline mode; `false` while results are outstanding.
    func exitPipeline() -> Bool { PQexitPipelineMode(raw) != 0 }

    /// Marks the end of a pipeline and sends it.
    func sendSync() -> Bool { PQpipelineSync(raw) != 0 }

    /// Buffers a piece of `COPY` data.
    func putCopyData(_ bytes: UnsafeRawBufferPointer) -> CopyState {
        let data = bytes.bindMemory(to: CChar.self)
        return CopyState(PQputCopyData(raw, data.baseAddress, Int32(data.count)))
    }

    /// Ends the `COPY`; with a reason, the server undoes it.
    func putCopyEnd(abortedBecause reason: String?) -> CopyState {
        CopyState(PQputCopyEnd(raw, reason))
    }
}

/// A message of `COPY` data.
enum CopiedMessage {
    case data(CopiedData)
    /// None has arrived yet.
    case none
    /// The `COPY` is over; its result says how.
    case end
    case broken
}

/// The bytes of a message of `COPY` data, which libpq allocated; freed with their owner.
final class CopiedData {
    let bytes: UnsafeRawBufferPointer

    init(_ start: UnsafeMutablePointer<CChar>, count: Int) {
        bytes = UnsafeRawBufferPointer(start: start, count: count)
    }

    deinit { PQfreemem(UnsafeMutableRawPointer(mutating: bytes.baseAddress)) }
}

extension ConnectionHandle {
    /// The next message of a `COPY` to the client, without waiting.
    func nextCopyData() -> CopiedMessage {
        var start: UnsafeMutablePointer<CChar>?
        let count = PQgetCopyData(raw, &start, 1)
        switch count {
        case 1...: return start.map { .data(CopiedData($0, count: Int(count))) } ?? .broken
        case 0: return .none
        case -1: return .end
        default: return .broken
        }
    }
}

/// Whether a piece of `COPY` data was taken.
enum CopyState {
    case taken, full, broken

    init(_ answer: Int32) {
        switch answer {
        case 1: self = .taken
        case 0: self = .full
        default: self = .broken
        }
    }
}
