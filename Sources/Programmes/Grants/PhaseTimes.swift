public import Municipal

/// How long people take from one phase of a project to a later one.
///
/// Source: the four phases of Udvikling af fleksjob, as dated events: the early talk, the alignment of expectations, the
/// early effort, and the close follow-up.
public struct PhaseTimes: Sendable, Hashable {
    /// Days from the one phase to the other of everybody who entered both, shortest first.
    public private(set) var days: [Int] = []
    /// How many have entered the first and not yet the second.
    public private(set) var waiting = 0
    /// How many are recorded in the second before the first, which is looked into and not counted.
    public private(set) var reversed = 0

    /// The times between two phases.
    ///
    /// - Parameters:
    ///   - courses: The days on which each person entered phases.
    ///   - day: The last day that counts.
    public init(from first: String, to second: String, in courses: some Sequence<[String: Day]>, through day: Day) {
        for course in courses {
            guard let start = course[first], start <= day else { continue }
            guard let end = course[second], end <= day else {
                waiting += 1
                continue
            }
            if end < start { reversed += 1 } else { days.append(end - start) }
        }
        days.sort()
    }

    /// The days that half of the people did not exceed, the lower of two middle ones; `nil` if there is nobody.
    public var median: Int? { days.isEmpty ? nil : days[(days.count - 1) / 2] }
}
