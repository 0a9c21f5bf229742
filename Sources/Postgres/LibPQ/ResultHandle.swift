import CLibPQ

/// A `PGresult *` that is freed with its owner.
struct ResultHandle: ~Copyable {
    let raw: OpaquePointer

    init(raw: OpaquePointer) { self.raw = raw }

    deinit { PQclear(raw) }

    /// What a result stands for.
    enum Kind {
        case command, tuples, singleTuple, empty, copyIn, copyOut, pipelineSync, pipelineAborted, error
    }

    var kind: Kind {
        switch PQresultStatus(raw) {
        case PGRES_COMMAND_OK: .command
        case PGRES_TUPLES_OK: .tuples
        case PGRES_SINGLE_TUPLE: .singleTuple
        case PGRES_EMPTY_QUERY: .empty
        case PGRES_COPY_IN: .copyIn
        case PGRES_COPY_OUT, PGRES_COPY_BOTH: .copyOut
        case PGRES_PIPELINE_SYNC: .pipelineSync
        case PGRES_PIPELINE_ABORTED: .pipelineAborted
        default: .error
        }
    }

    var rowCount: Int { Int(PQntuples(raw)) }

    /// The rows a command says it touched; 0 for commands that touch none.
    var affectedRows: Int {
        guard let text = PQcmdTuples(raw) else { return 0 }
        var count = 0
        var digit = text
        while digit.pointee >= 48, digit.pointee <= 57 {
            count = count &* 10 &+ Int(digit.pointee &- 48)
            digit += 1
        }
        return count
    }

    /// The command's tag without its numbers, such as `COMMIT`.
    func hasTag(_ tag: String) -> Bool {
        guard let status = PQcmdStatus(raw) else { return false }
        return String(cString: status) == tag
    }
}

/// Reading cells: kept apart from the inlinable row reader so that no C type shows in the module's interface.
enum ResultCells {
    static func columnCount(_ result: OpaquePointer) -> Int32 { PQnfields(result) }

    static func columnName(_ result: OpaquePointer, _ column: Int32) -> String? {
        PQfname(result, column).map { String(cString: $0) }
    }

    @inline(__always)
    static func type(_ result: OpaquePointer, _ column: Int32) -> UInt32 { PQftype(result, column) }

    /// The bytes of a cell, or `nil` for NULL. They live as long as the result.
    @inline(__always)
    static func bytes(_ result: OpaquePointer, _ row: Int32, _ column: Int32) -> UnsafeRawBufferPointer? {
        let length = PQgetlength(result, row, column)
        // An empty value and NULL both have length 0; only then is a second question needed.
        if length == 0, PQgetisnull(result, row, column) != 0 { return nil }
        return UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: Int(length))
    }
}
