/// Reading the rows of an answer with a row decoder.
enum Rows {
    static func all<Row>(
        of answer: borrowing ResultHandle, name: StaticString?, _ decode: (inout RowReader) throws -> Row
    ) throws(PostgresError) -> [Row] {
        let count = answer.rowCount
        guard count > 0 else { return [] }
        var rows: [Row] = []
        rows.reserveCapacity(count)
        var reader = RowReader(result: answer)
        for row in 0..<count {
            reader.move(to: Int32(row))
            rows.append(try decoded(&reader, name, decode))
        }
        return rows
    }

    static func first<Row>(
        of answer: borrowing ResultHandle, name: StaticString?, _ decode: (inout RowReader) throws -> Row
    ) throws(PostgresError) -> Row? {
        guard answer.rowCount > 0 else { return nil }
        var reader = RowReader(result: answer)
        return try decoded(&reader, name, decode)
    }

    static func one<Row>(
        of answer: borrowing ResultHandle, name: StaticString?, _ decode: (inout RowReader) throws -> Row
    ) throws(PostgresError) -> Row {
        guard answer.rowCount == 1 else {
            throw notOne(answer.rowCount, name: name)
        }
        var reader = RowReader(result: answer)
        return try decoded(&reader, name, decode)
    }

    /// The error for another number of rows than one.
    static func notOne(_ count: Int, name: StaticString?) -> PostgresError {
        PostgresError(.unexpectedRowCount, "one row was expected and \(count) came").with {
            $0.statement = name?.description
        }
    }

    /// Reads the row the reader stands on; whatever the decoder throws becomes an error that names the statement.
    static func decoded<Row>(
        _ reader: inout RowReader, _ name: StaticString?, _ decode: (inout RowReader) throws -> Row
    ) throws(PostgresError) -> Row {
        do {
            return try decode(&reader)
        } catch let error as PostgresError {
            throw error.with { $0.statement = $0.statement ?? name?.description }
        } catch {
            throw reader.located(
                PostgresError(.decoding, "the row's values do not make a \(Row.self)", underlying: error)
                    .with { $0.statement = name?.description })
        }
    }
}
