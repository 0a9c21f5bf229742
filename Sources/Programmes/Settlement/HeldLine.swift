public import Municipal

/// A line that an approved or exported run wrote, with what is still standing of it.
public struct HeldLine: Sendable, Hashable {
    /// The line's number.
    public let id: Int64
    /// The line as it was written, with only those of its weeks that no later run has reversed.
    public let line: EntitledLine

    /// A standing line.
    public init(id: Int64, line: EntitledLine) {
        self.id = id
        self.line = line
    }

    /// What is left of written lines after all reversals.
    ///
    /// - Parameters:
    ///   - written: Every line of approved and exported runs that is not a reversal.
    ///   - reversals: For the numbers of lines the services that were reversed, in any order.
    /// - Returns: In the order of `written`; a line reversed in the middle becomes two with one number.
    public static func standing(
        _ written: some Sequence<HeldLine>, after reversals: [Int64: [ServiceUnit]]
    ) -> [HeldLine] {
        var standing: [HeldLine] = []
        for held in written {
            guard let reversed = reversals[held.id] else {
                standing.append(held)
                continue
            }
            guard case .weeks(let weeks, _) = held.line.service else { continue }
            let gone = WeekSet(
                reversed.compactMap { service in
                    if case .weeks(let weeks, _) = service { weeks } else { nil }
                })
            standing += WeekSet(weeks).subtracting(gone).runs.map { run in
                HeldLine(id: held.id, line: held.line.with(held.line.service.on(run), each: held.line.each))
            }
        }
        return standing
    }
}

/// A line that takes an earlier one back, or some of its weeks.
public struct Reversal: Sendable, Hashable {
    /// The number of the line it takes back.
    public let reverses: Int64
    /// What is taken back; its amounts are those of the earlier line with the sign turned.
    public let line: EntitledLine

    /// A reversal of a line, on only the part that `line` names.
    public init(of id: Int64, line: EntitledLine) {
        reverses = id
        self.line = line
    }

    /// What is taken back, never more than nothing.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public func amount() throws(OverflowError) -> Money { try .zero - line.amount() }
}
