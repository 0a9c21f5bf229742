public import Municipal

/// How often a control found an error, and between which shares the truth lies in 95 of 100 such controls.
///
/// The interval is Wilson's, with z = 1.96:
///
/// ```
/// (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n)          p = errors ÷ n
/// ```
///
/// It stays between 0 and 100 per cent and says something also when no error was found: none in 50 is 0 to 7.1 per cent.
/// That the population is finite is left out of account, which makes the interval a little wide and never too narrow.
/// Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927).
public struct ErrorRate: Sendable, Hashable {
    /// Lines with an error, of the lines that were checked.
    public let rate: Ratio
    /// The lower end of the interval in tenths of a per cent; 0 where nothing was checked.
    public let lowerTenths: Int
    /// The upper end of the interval in tenths of a per cent; 1000 where nothing was checked.
    public let upperTenths: Int

    /// The rate of so many errors in so many checked lines; more errors than lines count as all of them.
    public init(errors: Int, checked: Int) {
        let checked = max(0, checked)
        let errors = min(max(0, errors), checked)
        rate = Ratio(errors, of: checked)
        guard checked > 0 else {
            lowerTenths = 0
            upperTenths = 1000
            return
        }
        let count = Double(checked)
        let share = Double(errors) / count
        let square = 1.96 * 1.96
        let centre = share + square / (2 * count)
        let half = 1.96 * (share * (1 - share) / count + square / (4 * count * count)).squareRoot()
        let scale = 1000 / (1 + square / count)
        lowerTenths = errors == 0 ? 0 : Int(((centre - half) * scale).rounded())
        upperTenths = errors == checked ? 1000 : Int(((centre + half) * scale).rounded())
    }

    /// The lower end in per cent with one decimal, for JSON.
    public var lowerPercent: Double { Double(lowerTenths) / 10 }

    /// The upper end in per cent with one decimal, for JSON.
    public var upperPercent: Double { Double(upperTenths) / 10 }
}
