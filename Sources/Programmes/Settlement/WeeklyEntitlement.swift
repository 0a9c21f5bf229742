import Municipal

/// Goes through a citizen's weeks in order and pays each once, until a cap, a window or a gap ends it.
///
/// The weeks are cut where anything changes (a status, a referral, an amount), so that a year without a change is one step.
///
/// ```
/// pay(week) = 0               if it begins before the start, is not self-supported, or a cap is reached
///           = tariff(Monday)  otherwise
/// cap is reached: paid weeks ≥ cap, or week ≥ first paid week + window; whichever comes first
/// ```
///
/// Source: the terms of IMPACT60 in the press article, "op til 156 uger eller tre år".
struct WeeklyEntitlement {
    private let through: Day
    private(set) var lines: [EntitledLine] = []
    private(set) var refused: [RefusedLine] = []
    private var counters: [CounterKey: Counter] = [:]
    private var gaps: [ScopeKey: Gap] = [:]

    /// Whose weeks are counted together.
    private enum ScopeKey: Hashable {
        case citizen
        case referral(Int64)
    }

    private struct CounterKey: Hashable {
        let scope: ScopeKey
        /// `nil` where both tiers use up one cap.
        let tier: WeekStatus?
    }

    private struct Counter {
        var paid = 0
        var first: Int?
    }

    private struct Gap {
        var supportedUntil: Int
        var hasEnded = false
    }

    init(through: Day) {
        self.through = through
    }

    mutating func settle(_ claims: [TermClaim<WeeklyTerm>]) {
        let claims = claims.map { WeekClaim($0, through: through) }
        for claim in claims { refused += claim.refused }
        if let only = claims.first, claims.count == 1 {
            for (weeks, status) in only.pieces { settle(weeks, [(only, status)]) }
            return
        }
        let pieces = claims.map(\.pieces)
        var next = claims.map { _ in 0 }
        let places = Set(pieces.joined().flatMap { [$0.weeks.lowerBound, $0.weeks.upperBound] }).sorted()
        for (start, end) in zip(places, places.dropFirst()) {
            var claiming: [(WeekClaim, WeekStatus)] = []
            for (index, claim) in claims.enumerated() {
                while next[index] < pieces[index].count, pieces[index][next[index]].weeks.upperBound <= start {
                    next[index] += 1
                }
                guard next[index] < pieces[index].count else { continue }
                let piece = pieces[index][next[index]]
                if piece.weeks.lowerBound <= start { claiming.append((claim, piece.status)) }
            }
            if !claiming.isEmpty { settle(start..<end, claiming) }
        }
    }

    /// Pays weeks in which nothing changes: under the first referral that has a right to them.
    private mutating func settle(_ weeks: Range<Int>, _ claims: [(WeekClaim, WeekStatus)]) {
        var paidUntil = weeks.lowerBound
        for (claim, status) in claims {
            let scope: ScopeKey =
                claim.claim.term.cap?.scope == .referral ? .referral(claim.claim.facts.referral) : .citizen
            let key = CounterKey(scope: scope, tier: claim.claim.term.cap?.isShared ?? true ? nil : status)
            add(refusal: weeks.lowerBound..<paidUntil, status, claim, .paidElsewhere)
            let rest = paidUntil..<weeks.upperBound
            let room = room(in: rest, claim.claim.term, key)
            add(line: rest.lowerBound..<room.end, status, claim)
            if room.end > rest.lowerBound {
                let counter = counters[key] ?? Counter()
                counters[key] = Counter(
                    paid: counter.paid + room.end - rest.lowerBound, first: counter.first ?? rest.lowerBound)
                paidUntil = room.end
            }
            if gaps[scope] != nil || room.end > rest.lowerBound {
                gaps[scope, default: Gap(supportedUntil: weeks.upperBound)].supportedUntil = weeks.upperBound
            }
            add(refusal: room.end..<weeks.upperBound, status, claim, room.reason)
        }
    }

    /// The first week of the run that can't be paid any more, and why.
    private mutating func room(
        in weeks: Range<Int>, _ term: WeeklyTerm, _ key: CounterKey
    ) -> (end: Int, reason: RefusalReason) {
        if let most = term.endsAfterGap, var gap = gaps[key.scope] {
            if weeks.lowerBound - gap.supportedUntil >= most { gap.hasEnded = true }
            gaps[key.scope] = gap
            if gap.hasEnded { return (weeks.lowerBound, .gap) }
        }
        let counter = counters[key] ?? Counter()
        var end = weeks.upperBound
        var reason = RefusalReason.capWeeks
        if let most = term.cap?.paidWeeks {
            end = min(end, weeks.lowerBound + max(0, most - counter.paid))
        }
        if let windowEnd = term.cap?.windowEnd(from: counter.first ?? weeks.lowerBound), windowEnd < end {
            end = max(weeks.lowerBound, windowEnd)
            reason = .windowOver
        }
        return (end, reason)
    }

    private mutating func add(line weeks: Range<Int>, _ status: WeekStatus, _ claim: WeekClaim) {
        guard !weeks.isEmpty else { return }
        let rate = claim.rate(weeks.lowerBound, status)
        let line = claim.claim.line(claim.claim.term.key, .weeks(weeks, status), rate: rate, each: rate)
        lines.appendOrJoin(line)
    }

    private mutating func add(
        refusal weeks: Range<Int>, _ status: WeekStatus, _ claim: WeekClaim, _ reason: RefusalReason
    ) {
        guard !weeks.isEmpty else { return }
        let rate = claim.rate(weeks.lowerBound, status)
        refused.append(claim.claim.refusal(claim.claim.term.key, .weeks(weeks, status), rate: rate, each: rate, reason))
    }
}

extension WeekClaim {
    /// The weeks that may pay, in order, cut where the status or the amount changes.
    fileprivate var pieces: [(weeks: Range<Int>, status: WeekStatus)] {
        func pieces(_ weeks: WeekSet, _ status: WeekStatus) -> [(weeks: Range<Int>, status: WeekStatus)] {
            let changes = claim.term.tariff(for: status)?.weeksOfChange.dropFirst() ?? []
            return weeks.runs.flatMap { $0.split(at: changes) }.map { ($0, status) }
        }
        if partial.isEmpty { return pieces(full, .full) }
        if full.isEmpty { return pieces(partial, .partial) }
        return (pieces(full, .full) + pieces(partial, .partial)).sorted { $0.weeks.lowerBound < $1.weeks.lowerBound }
    }

    fileprivate func rate(_ week: Int, _ status: WeekStatus) -> Money {
        claim.term.tariff(for: status)?.amount(on: ISOWeek.monday(ofIndex: week)) ?? .zero
    }
}

extension [EntitledLine] {
    /// Adds weeks to the last line where they go on with it in every respect, and as a line of their own otherwise.
    mutating func appendOrJoin(_ line: EntitledLine) {
        if let last, case .weeks(let before, let status) = last.service, case .weeks(let weeks, status) = line.service,
            before.upperBound == weeks.lowerBound,
            line == last.with(line.service, each: last.each)
        {
            self[count - 1] = last.with(.weeks(before.lowerBound..<weeks.upperBound, status), each: last.each)
        } else {
            append(line)
        }
    }
}
