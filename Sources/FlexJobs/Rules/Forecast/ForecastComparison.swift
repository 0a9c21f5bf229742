public import Municipal

/// Today's rules beside a proposal's, on the same basis.
public struct ForecastComparison: Sendable, Hashable {
    /// With the rules as they are.
    public let present: Forecast
    /// With the rules as proposed.
    public let proposal: Forecast

    /// Looks ahead twice.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public init(
        present: ForecastScenario, proposal: ForecastScenario, _ basis: ForecastBasis
    ) throws(OverflowError) {
        self.present = try Forecast(present, basis)
        self.proposal = try Forecast(proposal, basis)
    }

    /// How many more start under the proposal over the whole forecast.
    public var moreEntries: Int {
        proposal.years.reduce(0) { $0 + $1.entered } - present.years.reduce(0) { $0 + $1.entered }
    }

    /// How many more days of *ledighedsydelse* the proposal avoids over the whole forecast.
    public var moreBenefitDaysAvoided: Int {
        proposal.years.reduce(0) { $0 + $1.benefitDaysAvoided }
            - present.years.reduce(0) { $0 + $1.benefitDaysAvoided }
    }

    /// What the proposal costs more over the whole forecast; negative if it costs less.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public func additionalCost() throws(OverflowError) -> Money {
        try Money.sum(proposal.years.map(\.cost)) - Money.sum(present.years.map(\.cost))
    }
}

extension CoverageLimit {
    /// The same limit as if the council adopted it on that day: for simulating a proposal.
    public func ifAdopted(on day: Day) throws(RuleRefusal) -> CoverageLimit {
        try CoverageLimit(months: months, effectiveFrom: effectiveFrom, reach: reach, standing: .adopted(on: day))
    }
}
