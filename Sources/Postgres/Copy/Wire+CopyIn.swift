extension Wire {
    func copyIn<Rows: Sequence>(
        into target: SQL, rows: Rows, encode: (Rows.Element, inout CopyRow) throws -> Void
    ) throws(PostgresError) -> Int {
        guard target.slots.isEmpty, target.problem == nil else {
            throw PostgresError(.encoding, "the table of a COPY can't have parameters")
        }
        try admit()
        try beginIfPending()
        firstRequest = nil
        try startCopy("COPY " + target.text + " FROM STDIN (FORMAT binary)")
        do throws(PostgresError) {
            try sendRows(rows, encode)
        } catch {
            // Nobody is left to be told; what made the connection end is the error.
            guard !isSpent else { throw error }
            try endCopy(abortedBecause: "the client gave up")
            // The server answers the abort with an error of its own, which says nothing new.
            do throws(PostgresError) { _ = try collect() } catch  where isSpent { throw error } catch {}
            throw error
        }
        try endCopy(abortedBecause: nil)
        return try collect().affectedRows
    }

    private func startCopy(_ text: String) throws(PostgresError) {
        guard try live().send(text: text) else { throw notSent() }
        guard let result = try nextResult() else { throw unexpected("the server gave no answer to COPY") }
        switch result.kind {
        case .copyIn: return
        case .error:
            let failure = result.error()
            guard !result.isFatal else { throw lost(after: failure) }
            while try nextResult() != nil {}
            try conclude(failure)
        default: break
        }
        throw unexpected("the server does not take rows")
    }

    private func sendRows<Rows: Sequence>(
        _ rows: Rows, _ encode: (Rows.Element, inout CopyRow) throws -> Void
    ) throws(PostgresError) {
        var copy = CopyRow()
        copy.start()
        for row in rows {
            copy.beginRow()
            do {
                try encode(row, &copy)
            } catch let error as PostgresError {
                throw error
            } catch {
                throw PostgresError(.encoding, "a row can't be encoded", underlying: error)
            }
            try copy.endRow()
            if copy.isFull { try copy.drain(put) }
        }
        copy.finish()
        try copy.drain(put)
    }

    private func put(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) {
        try admit()
        let handle = try live()
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(CopyRow.pieceSize))
            switch handle.putCopyData(piece) {
            case .taken: rest = rest.dropFirst(piece.count)
            case .full: break
            case .broken: throw lost()
            }
            // Sending everything before more is gathered keeps libpq's buffer at one piece.
            try waitToSend()
        }
    }

    private func endCopy(abortedBecause reason: String?) throws(PostgresError) {
        while true {
            switch try live().putCopyEnd(abortedBecause: reason) {
            case .taken: return
            case .full: try waitToSend()
            case .broken: throw lost()
            }
        }
    }
}
