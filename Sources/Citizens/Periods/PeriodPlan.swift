import Municipal

/// What recording "this value from this day" does to the periods that are there.
///
/// Facts are never edited. A later day closes the period that is open and begins a new one; the same again changes nothing;
/// a day before what is known is taken only where it contradicts nothing.
enum PeriodPlan: Equatable {
    /// It is so already.
    case same
    /// A new period, and the one that ends where it begins.
    case add(DateSpan, closing: Closing?)
    /// It contradicts what is recorded.
    case refused(String)

    /// A period and the day from which it no longer holds.
    struct Closing: Equatable {
        let span: DateSpan
        let to: Day
    }

    /// - Parameters:
    ///   - kind: For the words of a refusal.
    ///   - value: The value to record.
    ///   - from: The day from which it holds.
    ///   - known: The periods of this citizen, in any order, not overlapping.
    static func record(_ kind: PeriodKind, _ value: String, from: Day, among known: [CitizenPeriod]) -> PeriodPlan {
        guard let last = known.max(by: { $0.span.from < $1.span.from }) else { return open(from, closing: nil) }
        if last.value == value, last.span.contains(from) { return .same }
        if from > last.span.from {
            let overlaps = last.span.to.map { $0 > from } ?? true
            return open(from, closing: overlaps ? Closing(span: last.span, to: from) : nil)
        }
        // From here on the day lies before the last period, or on its first day.
        let covering = known.first { $0.span.contains(from) }
        let next = known.filter { $0.span.from > from }.min { $0.span.from < $1.span.from }
        if let covering, covering.value == value { return .same }
        if covering == nil, let next, next.value == value, let gap = try? DateSpan(from: from, to: next.span.from) {
            return .add(gap, closing: nil)
        }
        let present = covering ?? last
        return .refused(
            "\(kind.noun) \(value) from \(from) contradicts \(kind.noun) \(present.value) from \(present.span.from); "
                + "give the day of the change")
    }

    private static func open(_ from: Day, closing: Closing?) -> PeriodPlan {
        .add(DateSpan(endlessFrom: from), closing: closing)
    }
}
