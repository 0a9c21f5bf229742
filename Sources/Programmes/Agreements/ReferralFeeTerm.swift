/// An amount for a referral; its day of service is the day of the referral.
///
/// Source: Små job med mening, 9,392 kr for each referred citizen. Whether a re-referral is paid again and whether a
/// no-show is paid at all, the paper leaves open.
public struct ReferralFeeTerm: Sendable, Hashable {
    /// The term's name in the agreement.
    public let key: String
    /// The amount by date.
    public let tariff: Tariff
    /// Whether it is paid for every referral or for a citizen once.
    public let once: PaidOnce
    /// Reasons for which a stop before the start leaves nothing to pay; a fee paid before is then reversed.
    public let refundedStops: Set<String>

    /// A fee.
    public init(key: String, tariff: Tariff, once: PaidOnce = .referral, refundedStops: Set<String> = []) {
        self.key = key
        self.tariff = tariff
        self.once = once
        self.refundedStops = refundedStops
    }
}
