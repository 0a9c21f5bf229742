public import Municipal

/// An amount that changes by date.
///
/// The amount of a unit of service is looked up on the day the service occurred; for a week that day is its Monday.
///
/// ```swift
/// let rate = try Tariff([.init(from: day, amount: Money(kroner: 796))])
/// rate.amount(on: week.monday)
/// ```
public struct Tariff: Sendable, Hashable {
    /// An amount from a day on, until the next step.
    public struct Step: Sendable, Hashable {
        /// The first day with this amount.
        public let from: Day
        /// The amount, not negative.
        public let amount: Money

        /// That amount from that day on.
        public init(from: Day, amount: Money) {
            self.from = from
            self.amount = amount
        }
    }

    /// The steps in order of their days.
    public let steps: [Step]

    /// A tariff of these steps, in any order.
    ///
    /// - Throws: ``TermError`` if there is none, two begin on one day, or an amount is negative.
    public init(_ steps: [Step]) throws(TermError) {
        guard !steps.isEmpty else { throw TermError(.noAmount, "a tariff needs at least one amount") }
        if let negative = steps.first(where: { $0.amount < .zero }) {
            throw TermError(
                .negativeAmount, "the amount from \(negative.from) is \(negative.amount); it can't be negative")
        }
        self.steps = steps.sorted { $0.from < $1.from }
        for (one, next) in zip(self.steps, self.steps.dropFirst()) where one.from == next.from {
            throw TermError(.twoAmounts, "two amounts begin on \(one.from); keep one")
        }
    }

    /// The amount on the day, or `nil` before the first step.
    public func amount(on day: Day) -> Money? { steps.last { $0.from <= day }?.amount }

    /// The weeks from which another amount counts, by their index: the first whose Monday has it.
    var weeksOfChange: [Int] { steps.map { ISOWeek.index(containing: $0.from + 6) } }
}

/// Why a payment term can't be as it is written.
public struct TermError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong; the raw value is stable.
    public enum Code: String, Sendable, Hashable {
        case noAmount = "no_amount"
        case negativeAmount = "negative_amount"
        case twoAmounts = "two_amounts"
        case outOfRange = "out_of_range"
        case sameKey = "same_key"
    }

    /// What is wrong.
    public let code: Code
    /// One line of English.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }

    /// A number that must lie in a range.
    static func check(_ value: Int?, _ range: ClosedRange<Int>, _ name: String) throws(TermError) {
        guard let value, !range.contains(value) else { return }
        throw TermError(.outOfRange, "\(name) is \(value); it must be from \(range.lowerBound) to \(range.upperBound)")
    }
}
