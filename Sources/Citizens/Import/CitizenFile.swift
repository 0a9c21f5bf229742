public import Municipal
public import Tenancy

/// A file of citizens: CSV with the columns of ``columns``, in any order.
///
/// ```text
/// cpr;name;target_group;target_group_from;benefit;benefit_from;unit;protected_address
/// 760390-1234;Åse Ny;9;2020-03-02;ledighedsydelse;2020-03-02;Jobcenter Syd;nej
/// ```
public struct CitizenFile: Sendable {
    /// The columns; `cpr` and `name` must be there.
    public static let columns = required + optional
    /// The largest file that is read, in bytes.
    public static let largest = 32 << 20

    private static let required = ["cpr", "name"]
    private static let optional = [
        "target_group", "target_group_from", "benefit", "benefit_from", "unit", "protected_address",
    ]

    /// A line of the file: what it says, or why it can't be used.
    public struct Line: Sendable {
        /// The line in the file, counted from 1.
        public let number: Int
        /// What it says; the failure is one clause without a name or CPR number.
        public let entry: Result<CitizenEntry, InputError>
    }

    /// The lines with citizens, in the order of the file.
    public let lines: [Line]
    private let file: CommaSeparatedFile?

    /// Reads a file's bytes.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - name: What to call it in messages.
    /// - Throws: `Refusal` if it can't be read as a whole: encoding, quotation marks, columns.
    public init(_ bytes: [UInt8], name: String) throws(Refusal) {
        let file = try CommaSeparatedFile(bytes, name: name, required: Self.required, optional: Self.optional)
        var seen: [CPRNumber: Int] = [:]
        var lines: [Line] = []
        lines.reserveCapacity(file.rows.count)
        for row in file.rows {
            do throws(InputError) {
                let entry = try Self.entry(row)
                if let first = seen[entry.cpr] {
                    throw InputError(.line, .malformed, "the same person stands on line \(first)")
                }
                seen[entry.cpr] = row.line
                lines.append(Line(number: row.line, entry: .success(entry)))
            } catch {
                lines.append(Line(number: row.line, entry: .failure(error)))
            }
        }
        self.lines = lines
        self.file = file
    }

    /// One citizen that comes from no file, as the only line.
    public init(_ entry: CitizenEntry) {
        lines = [Line(number: 1, entry: .success(entry))]
        file = nil
    }

    /// The header and the lines of these numbers, to be written to a file for correction. It holds CPR numbers.
    public func text(ofLines numbers: Set<Int>) -> String {
        file.map { $0.text(of: $0.rows.filter { numbers.contains($0.line) }) } ?? ""
    }

    private static func entry(_ row: CommaSeparatedFile.Row) throws(InputError) -> CitizenEntry {
        if let problem = row.problem { throw InputError(.line, .malformed, problem) }
        var fields: [String: String] = [:]
        for column in columns { fields[column] = row[column] }
        return try CitizenEntry(fields)
    }
}
