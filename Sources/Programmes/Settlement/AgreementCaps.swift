public import Municipal

/// The caps of an agreement and of each calendar year, over any number of citizens.
///
/// Caps count in the order of the day of service; on the day on which one is reached, in the order of citizen, referral and
/// term. What a cap leaves depends on everybody, so a run goes through the citizens twice, with memory for the days only:
///
/// ```swift
/// var caps = AgreementCaps(versions)
/// for citizen in citizens { try caps.count(entitlement(of: citizen)) }    // what is owed on each day
/// var cut = try caps.cut()
/// for citizen in citizens { cut.apply(to: &entitlement) }                 // in one order: by citizen's number
/// ```
///
/// Where no version has such a cap, ``isNeeded`` is false and the first pass can be left out.
public struct AgreementCaps: Sendable {
    private let capped: [Int64: AmountCaps]
    private var sums: [Int64: DaySums] = [:]

    /// The caps of these versions; each binds what is owed under it.
    public init(_ versions: [AgreementVersion]) {
        let pairs = versions.filter { $0.caps.perYear != nil || $0.caps.perAgreement != nil }.map { ($0.id, $0.caps) }
        capped = Dictionary(pairs) { _, last in last }
    }

    /// Whether there is any cap, so that the citizens have to be gone through twice.
    public var isNeeded: Bool { !capped.isEmpty }

    /// Counts what one citizen's referrals give a right to.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public mutating func count(_ entitlement: Entitlement) throws(OverflowError) {
        guard isNeeded else { return }
        for line in entitlement.lines where capped[line.agreement] != nil {
            try sums[line.agreement, default: DaySums()].add(line)
        }
    }

    /// What the caps leave of each day, once everybody is counted.
    ///
    /// - Throws: ``Municipal/OverflowError``.
    public func cut() throws(OverflowError) -> AgreementCut {
        var cuts: [Int64: AmountCut] = [:]
        for (version, sums) in sums {
            var layers: [AmountCut.Layer] = []
            if let most = capped[version]?.perYear {
                layers.append(AmountCut.Layer(reason: .capYear, most: most, isPerYear: true))
            }
            if let most = capped[version]?.perAgreement {
                layers.append(AmountCut.Layer(reason: .capAgreement, most: most))
            }
            let cut = try AmountCut(sums, layers: layers)
            if !cut.isEmpty { cuts[version] = cut }
        }
        return AgreementCut(cuts: cuts)
    }
}

/// Cuts what citizens have a right to where a cap of the agreement or the year is reached.
public struct AgreementCut: Sendable {
    fileprivate var cuts: [Int64: AmountCut]

    /// Cuts one citizen's entitlement. Everybody who was counted has to come, once and in the order of the citizens'
    /// numbers, or the same facts would not give the same lines.
    public mutating func apply(to entitlement: inout Entitlement) {
        guard !cuts.isEmpty else { return }
        var paid: [EntitledLine] = []
        var refused: [RefusedLine] = []
        for line in entitlement.lines {
            guard let result = cuts[line.agreement]?.apply([line]) else {
                paid.append(line)
                continue
            }
            for piece in result.lines { paid.append(piece) }
            refused += result.refused
        }
        entitlement.replace(paid, refusing: refused)
    }
}
