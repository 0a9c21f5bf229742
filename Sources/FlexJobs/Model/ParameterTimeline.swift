import Municipal
import Tenancy

/// One row of a parameter that changes by date, with the decision it rests on.
struct ParameterRow<Value: Sendable & Hashable>: Sendable, Hashable {
    var id: Int32
    var pool: Int32
    /// The day written in the configuration.
    var declaredFrom: Day
    /// The last day written in the configuration, for parameters that can have one.
    var declaredUntil: Day?
    /// The days the row holds.
    var valid: DateSpan
    var status: ParameterStatus
    var decision: String?
    /// For a row that continues another after a repeal: that one's number. It stands in no configuration.
    var resumes: Int32?
    var value: Value
}

/// Works out which row of a parameter holds when, from what was declared and what was decided.
///
/// A row without a decision holds from its day. A row with one holds when the decision is adopted, from its own day or
/// the day the decision takes effect, whichever is later. Rows follow each other: each holds until the next begins.
/// Where a decision is repealed, what held before holds again from that day, as a row of its own.
struct ParameterTimeline<Value: Sendable & Hashable>: Sendable {
    /// What each row becomes.
    private(set) var rows: [ParameterRow<Value>] = []
    /// Rows to add, because an earlier rule holds again after a repeal: the row that is continued, and the days.
    private(set) var resumed: [(row: ParameterRow<Value>, valid: DateSpan)] = []
    /// Whether two rows would hold from the same day, so that nobody can say which.
    private(set) var hasTie = false
    /// The rows that continue others, oldest first, by the number of the one they continue.
    private let continuing: [Int32: [ParameterRow<Value>]]

    private typealias Span = (row: ParameterRow<Value>, from: Day, end: Day?)

    /// Lays out the rows of one parameter of one pool.
    ///
    /// - Parameters:
    ///   - rows: All rows of the parameter, in any order.
    ///   - decisions: The municipality's decisions by slug.
    init(_ rows: [ParameterRow<Value>], decisions: [String: Decision]) {
        continuing = Dictionary(grouping: rows.filter { $0.resumes != nil }.sorted { $0.id < $1.id }) {
            $0.resumes ?? 0
        }
        var spans: [Span] = []
        for var row in rows where row.resumes == nil {
            let decision = row.decision.flatMap { decisions[$0] }
            switch decision?.status {
            case .proposed:
                row.status = .proposed
                row.valid = DateSpan(of: row.declaredFrom, until: row.declaredUntil)
                self.rows.append(row)
            case .adopted, nil:
                spans.append((row, max(row.declaredFrom, decision?.effectiveOn ?? row.declaredFrom), nil))
            case .repealed:
                let from = max(row.declaredFrom, decision?.effectiveOn ?? row.declaredFrom)
                if let end = decision?.repealedOn, end > from {
                    spans.append((row, from, end))
                } else {
                    retire(row)
                }
            }
        }
        layOut(spans)
    }

    private mutating func layOut(_ spans: [Span]) {
        let ends = spans.map { DateSpan.earlier($0.end, $0.row.declaredUntil.map { $0 + 1 }) }
        let starts = spans.indices.filter { index in ends[index].map { spans[index].from < $0 } ?? true }.map {
            spans[$0].from
        }
        hasTie = Set(starts).count != starts.count
        let boundaries = Set(spans.map(\.from) + ends.compactMap(\.self)).sorted()
        var pieces: [[DateSpan]] = Array(repeating: [], count: spans.count)
        for (index, from) in boundaries.enumerated() {
            let next = index + 1 < boundaries.count ? boundaries[index + 1] : nil
            let holding = spans.indices.filter { spans[$0].from <= from && ends[$0].map { from < $0 } ?? true }
            guard let row = holding.max(by: { (spans[$0].from, spans[$0].row.id) < (spans[$1].from, spans[$1].row.id) })
            else { continue }
            if let last = pieces[row].last, last.to == from {
                pieces[row][pieces[row].count - 1] = DateSpan(of: last.from, to: next)
            } else {
                pieces[row].append(DateSpan(of: from, to: next))
            }
        }
        for (index, span) in spans.enumerated() {
            guard let first = pieces[index].first else {
                retire(span.row)
                continue
            }
            place(span.row, on: first)
            let known = continuing[span.row.id] ?? []
            let later = pieces[index].dropFirst()
            for (row, valid) in zip(known, later) { place(row, on: valid) }
            resumed += later.dropFirst(known.count).map { (span.row, $0) }
            for row in known.dropFirst(later.count) { retire(row) }
        }
    }

    private mutating func place(_ row: ParameterRow<Value>, on valid: DateSpan) {
        var row = row
        row.status = .adopted
        row.valid = valid
        rows.append(row)
    }

    /// Nothing of a row holds any more, nor of those that continue it.
    private mutating func retire(_ row: ParameterRow<Value>) {
        for var gone in [row] + (row.resumes == nil ? continuing[row.id] ?? [] : []) {
            gone.status = .repealed
            rows.append(gone)
        }
    }
}

extension DateSpan {
    /// A span whose bounds are known to be in order: the end is after the start, or there is none.
    init(of from: Day, to: Day?) {
        self = (try? DateSpan(from: from, to: to)) ?? DateSpan(endlessFrom: from)
    }

    /// A span through a last day, or without an end.
    init(of from: Day, until lastDay: Day?) {
        self = (try? DateSpan(from: from, through: lastDay)) ?? DateSpan(endlessFrom: from)
    }
}
