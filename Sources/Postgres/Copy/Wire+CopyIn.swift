extension Wire {
    /// The text of a `COPY`'s table or query.
    static func copyTarget(_ target: SQL) throws(PostgresError) -> String {
        guard target.slots.isEmpty, target.problem == nil else {
            throw PostgresError(.encoding, "what a COPY is of can't have parameters")
        }
        return target.text
    }

    /// Runs a `COPY … FROM STDIN` whose data `send` provides.
    func copyIn(
        into target: SQL, format: String, _ send: (Wire) throws(PostgresError) -> Void
    ) throws(PostgresError) -> Int {
        let text = try Self.copyTarget(target)
        try admit()
        try beginIfPending()
        firstRequest = nil
        try startCopy("COPY \(text) FROM STDIN \(format)", .copyIn)
        do throws(PostgresError) {
            do throws(PostgresError) {
                try send(self)
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
        } catch {
            throw error.with { $0.row = $0.row ?? CopyContext.row(in: $0.context) }
        }
    }

    /// Sends a `COPY` and waits until the data can flow.
    func startCopy(_ text: String, _ direction: ResultHandle.Kind) throws(PostgresError) {
        guard try live().send(text: text) else { throw notSent() }
        guard let result = try nextResult() else { throw unexpected("the server gave no answer to COPY") }
        switch result.kind {
        case direction: return
        case .error:
            let failure = result.error()
            guard !result.isFatal else { throw lost(after: failure) }
            while try nextResult() != nil {}
            try conclude(failure)
        default: break
        }
        throw unexpected("the server does not copy")
    }

    func send<Rows: Sequence>(
        _ rows: Rows, _ encode: (Rows.Element, inout CopyRow) throws -> Void
    ) throws(PostgresError) {
        var copy = CopyRow()
        copy.start()
        var number = 0
        for row in rows {
            number += 1
            copy.beginRow()
            do {
                try encode(row, &copy)
                try copy.endRow()
            } catch {
                let cause =
                    error as? PostgresError ?? PostgresError(.encoding, "a row can't be encoded", underlying: error)
                throw cause.with { $0.row = number }
            }
            if copy.isFull { try copy.drain(put) }
        }
        copy.finish()
        try copy.drain(put)
    }

    func send(_ lines: some Sequence<String>, in format: CopyTextFormat) throws(PostgresError) {
        var buffer = PostgresBuffer()
        buffer.reserveCapacity(CopyRow.pieceSize + 4096)
        var number = 0
        for line in lines {
            number += 1
            do throws(PostgresError) {
                try buffer.append(text: line)
            } catch {
                throw error.with { $0.row = number }
            }
            guard !CopyContext.endsData(line, in: format) else {
                throw PostgresError(.encoding, "a line is the mark that ends the data").with { $0.row = number }
            }
            buffer.append(UInt8(ascii: "\n"))
            if buffer.count >= CopyRow.pieceSize {
                try buffer.withRawBytes(put)
                buffer.removeAll()
            }
        }
        try buffer.withRawBytes(put)
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

/// What can be told of a `COPY` from its texts.
enum CopyContext {
    /// The row that the server's account of a failure names: `COPY pool, line 7, column id: "x"`. The account is in the
    /// server's language, and in another than English there is no answer.
    static func row(in context: String?) -> Int? {
        guard let context, context.hasPrefix("COPY ") else { return nil }
        let first = context.prefix { $0 != "\n" }
        // The name of a table may hold anything, and the value too; the first number behind such words is the line.
        guard let words = first.firstRange(of: ", line ") else { return nil }
        return Int(first[words.upperBound...].prefix { $0.isASCII && $0.isNumber })
    }

    /// Whether one of the lines is `\.`, at which the server takes the data to end; in quotes it is a value like any other.
    static func endsData(_ text: String, in format: CopyTextFormat) -> Bool {
        guard text.utf8.contains(92) else { return false }
        var isQuoted = false
        for line in text.utf8.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 10 || $0 == 13 }) {
            if !isQuoted, line.elementsEqual("\\.".utf8) { return true }
            if format != .text { for byte in line where byte == 34 { isQuoted.toggle() } }
        }
        return false
    }
}
