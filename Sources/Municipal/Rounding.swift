/// The one place where a figure is rounded.
public enum Rounding {
    /// The quotient as a whole number, halves away from zero: 5/2 is 3 and −5/2 is −3.
    ///
    /// Multiply before dividing, and round once: the 128-bit numerator has room for any product of two 64-bit numbers.
    /// Source: the project's convention for money, whole øre by one documented rounding.
    ///
    /// - Parameter denominator: More than zero; anything else gives `nil`.
    /// - Returns: `nil` as well if the quotient does not fit 64 bits.
    public static func halfAwayFromZero(_ numerator: Int128, dividedBy denominator: Int128) -> Int64? {
        guard denominator > 0 else { return nil }
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        // Comparing with what is left avoids doubling the remainder, which could overflow.
        let roundsUp = remainder.magnitude >= (denominator - Int128(remainder.magnitude)).magnitude
        let away: Int128 = numerator < 0 ? -1 : 1
        return Int64(exactly: roundsUp ? quotient + away : quotient)
    }
}
