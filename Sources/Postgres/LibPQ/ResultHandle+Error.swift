import CLibPQ

/// The `PG_DIAG_…` constants of `postgres_ext.h`: character literals, which Swift's importer leaves out.
private enum Field: Character {
    case severity = "V"
    case sqlState = "C"
    case message = "M"
    case detail = "D"
    case hint = "H"
    case position = "P"
    case context = "W"
    case schema = "s"
    case table = "t"
    case column = "c"
    case dataType = "d"
    case constraint = "n"
    case routine = "R"

    var code: Int32 { Int32(rawValue.asciiValue ?? 0) }
}

extension ResultHandle {
    /// Whether the server closes the connection with this error; the word is the untranslated severity.
    var isFatal: Bool {
        guard let severity = PQresultErrorField(raw, Field.severity.code) else { return false }
        let word = String(cString: severity)
        return word == "FATAL" || word == "PANIC"
    }

    /// The error this result stands for, with every field the server gave.
    func error(code: PostgresError.Code = .server) -> PostgresError {
        PostgresError(Diagnostics.fields(raw, code: code))
    }
}

/// Reading the fields of an error or a notice.
enum Diagnostics {
    static func fields(_ result: OpaquePointer, code: PostgresError.Code) -> PostgresError.Fields {
        func text(_ field: Field) -> String? {
            PQresultErrorField(result, field.code).map { String(cString: $0) }
        }
        return PostgresError.Fields(
            code: code,
            sqlState: text(.sqlState).map(SQLState.init(rawValue:)),
            constraint: text(.constraint),
            schema: text(.schema),
            table: text(.table),
            column: text(.column),
            dataType: text(.dataType),
            position: text(.position).flatMap { Int($0) },
            serverMessage: text(.message),
            detail: text(.detail),
            hint: text(.hint),
            context: text(.context),
            routine: text(.routine))
    }

    static func notice(_ result: OpaquePointer) -> Notice {
        let fields = fields(result, code: .server)
        let severity = PQresultErrorField(result, Field.severity.code).map { String(cString: $0) }
        return Notice(
            severity: severity ?? "NOTICE", sqlState: fields.sqlState, message: fields.serverMessage ?? "",
            detail: fields.detail, hint: fields.hint)
    }
}
