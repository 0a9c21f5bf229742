/// How often a transaction may still be run again, and after what pause.
struct RetryBudget {
    private let attempts: Int
    private var replacements: Int
    private var misplacements = 1
    private var stalePlans = 1
    /// How many runs have ended in a conflict.
    private(set) var used = 0

    private static let base: Duration = .milliseconds(10)
    private static let longest: Duration = .seconds(1)

    /// Makes a budget.
    ///
    /// - Parameters:
    ///   - attempts: How many runs may be made because of conflicts.
    ///   - replacements: How many connections may turn out dead before anything was done on them.
    init(attempts: Int, replacements: Int) {
        self.attempts = attempts
        self.replacements = replacements
    }

    /// The pause before the next run; `nil` when the error is to be thrown.
    ///
    /// Only 40001 and 40P01 are run again, with "full jitter": any pause up to a bound that doubles. Besides them, what is
    /// no fault of the transaction: a connection that was dead before it began or led to a server that can't write, and a
    /// plan made before a migration.
    ///
    /// - Parameter random: A number from 0 to 1.
    mutating func pause(
        after failure: PostgresError?, beginning: Beginning = .made, random: Double = .random(in: 0...1)
    ) -> Duration? {
        switch beginning {
        case .lost:
            replacements -= 1
            return replacements >= 0 ? .zero : nil
        case .misplaced:
            misplacements -= 1
            return misplacements >= 0 ? .zero : nil
        case .made: break
        }
        guard let failure else { return nil }
        if failure.isStalePlan {
            stalePlans -= 1
            return stalePlans >= 0 ? .zero : nil
        }
        guard failure.isConflict else { return nil }
        used += 1
        guard used < attempts else { return nil }
        return min(Self.longest, Self.base * (1 << min(used - 1, 16))) * random
    }
}
