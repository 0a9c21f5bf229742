/// What an import makes of a line.
public enum Verdict: String, Sendable, Encodable, CaseIterable {
    /// Nobody had the number; the citizen is added.
    case new
    /// The line says what is recorded already.
    case same
    /// Something is different and gets recorded.
    case corrected
    /// The line can't be used.
    case refused
}

/// The verdict on one line.
public struct LineVerdict: Sendable, Encodable {
    /// The line in the file, counted from 1.
    public let line: Int
    /// What the import makes of it.
    public let verdict: Verdict
    /// The citizen; `nil` where the line is refused or, before writing, new.
    public internal(set) var citizen: CitizenNumber?
    /// What is corrected, or why the line is refused; no name, no CPR number.
    public let what: [String]
}

/// The verdicts on all lines, in the order of the file.
public struct ImportReport: Sendable {
    /// The verdicts.
    public internal(set) var lines: [LineVerdict]

    /// How many lines got a verdict.
    public func count(_ verdict: Verdict) -> Int { lines.count { $0.verdict == verdict } }

    /// The lines that can't be used.
    public var refused: [LineVerdict] { lines.filter { $0.verdict == .refused } }

    /// The counts in words, such as `3 new, 400 same, 8 corrected, 1 refused`.
    public var summary: String {
        Verdict.allCases.map { "\(count($0)) \($0.rawValue)" }.joined(separator: ", ")
    }
}
