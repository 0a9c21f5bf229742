/// A calculation whose result is larger than the program can hold.
///
/// Money and hours never wrap around and never stop the program: the calculation is refused.
public struct OverflowError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was calculated, as in "a sum of money".
    public let calculation: String

    /// Makes an error that names the calculation.
    public init(_ calculation: String) {
        self.calculation = calculation
    }

    /// One line of English.
    public var description: String { "\(calculation) is larger than this program can hold; check the amounts" }
}
