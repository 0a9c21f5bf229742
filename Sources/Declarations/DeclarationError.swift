/// Where in a file something is said.
///
/// Lines and columns count from 1; a column is a Unicode scalar, so `ø` is one column however it is encoded.
public struct DeclarationPlace: Hashable, Sendable, CustomStringConvertible {
    /// The file as the user named it.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The column, from 1.
    public let column: Int

    /// Names a place in a file.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `config/ishoj.yaml:12:5`, the form editors and terminals turn into a link.
    public var description: String { "\(file):\(line):\(column)" }
}

/// One thing that is wrong in a declarative file, said so that a reader can go there and mend it.
///
/// ```
/// config/ishoj.yaml:12:5: unknown key 'capcity' in a pool; did you mean 'capacity'?
/// ```
public struct DeclarationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where it is.
    public let place: DeclarationPlace
    /// What is wrong and what to do, in one line without the place.
    public let message: String

    /// Says what is wrong at a place.
    public init(at place: DeclarationPlace, _ message: String) {
        self.place = place
        self.message = message
    }

    /// The file as the user named it.
    public var file: String { place.file }
    /// The line, from 1.
    public var line: Int { place.line }
    /// The column in Unicode scalars, from 1.
    public var column: Int { place.column }
    /// The place and the message in one line.
    public var description: String { "\(place): \(message)" }
}

/// Why a file gave no value: it can't be read, or it says something wrong.
public struct DeclarationFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is, for the exit code.
    public enum Kind: Hashable, Sendable {
        /// There is no file of that name.
        case noSuchFile
        /// The file is there, and can't be read: not allowed, a folder, a failing disk.
        case unreadable
        /// The file was read and refused; each reason is one of ``DeclarationFailure/errors``.
        case refused
    }

    /// What kind of failure it is.
    public let kind: Kind
    /// Everything found wrong, in the order of the file; never empty.
    public let errors: [DeclarationError]

    init(_ kind: Kind, _ errors: [DeclarationError]) {
        self.kind = kind
        self.errors = errors.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    /// The errors, one a line; of very many, the first twenty. A file that was not read has no lines to name.
    public var description: String {
        let shown = errors.prefix(20).map { kind == .refused ? $0.description : "\($0.file): \($0.message)" }
        let rest = errors.count - shown.count
        return (rest > 0 ? shown + ["… and \(rest) more"] : shown).joined(separator: "\n")
    }
}
