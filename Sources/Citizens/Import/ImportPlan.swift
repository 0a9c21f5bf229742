import Municipal
import Postgres
import Tenancy

/// What an import would do: a verdict for each line, and what to write.
public struct ImportPlan: Sendable {
    /// The verdicts; those who are new have no number yet.
    public private(set) var report = ImportReport(lines: [])
    private(set) var additions: [Addition] = []
    private(set) var corrections: [Correction] = []

    mutating func add(_ line: PlannedLine) {
        let place = report.lines.count
        report.lines.append(
            LineVerdict(line: line.number, verdict: line.verdict, citizen: line.citizen, what: line.what))
        switch line.action {
        case .none: break
        case .add(let newcomer): additions.append(Addition(place: place, newcomer: newcomer))
        case .correct(let correction): corrections.append(correction)
        }
    }

    /// Someone who is new, and where the verdict stands.
    struct Addition: Sendable {
        let place: Int
        let newcomer: Newcomer

        var periods: [PlannedPeriod] { newcomer.periods }

        func citizen(_ number: CitizenNumber, _ cipher: PersonCipher) throws -> NewCitizen {
            let facts = CitizenFacts(
                number: number, born: newcomer.identity.cpr.birthDate, unit: newcomer.unit,
                protectedAddress: newcomer.protectedAddress, erasedOn: nil)
            return NewCitizen(
                facts: facts, token: cipher.token(of: newcomer.identity.cpr),
                sealed: try cipher.seal(newcomer.identity, as: number))
        }
    }
}

/// A line with its verdict and what to do about it.
struct PlannedLine: Sendable {
    enum Action: Sendable {
        case none
        case add(Newcomer)
        case correct(Correction)
    }

    let number: Int
    let verdict: Verdict
    var citizen: CitizenNumber?
    var what: [String] = []
    var action = Action.none
}

/// Someone who is not there yet.
struct Newcomer: Sendable {
    let identity: Identity
    let unit: String?
    let protectedAddress: Bool
    let periods: [PlannedPeriod]
}

/// Someone about whom a line says something new.
struct Correction: Sendable {
    let number: CitizenNumber
    /// `nil` where only periods change.
    let row: CorrectedCitizen?
    let periods: [PlannedPeriod]
}

/// A period to add and one to end.
struct PlannedPeriod: Sendable {
    let kind: PeriodKind
    let value: String
    let span: DateSpan
    let closing: PeriodPlan.Closing?
}

/// The periods of a batch, written in four statements at most.
struct PlannedPeriods {
    private var closings: [PeriodKind: [PeriodClosing]] = [:]
    private var insertions: [PeriodKind: [CitizensPeriod]] = [:]

    mutating func add(_ periods: [PlannedPeriod], for number: CitizenNumber) {
        for planned in periods {
            insertions[planned.kind, default: []].append(
                CitizensPeriod(citizen: number, period: CitizenPeriod(value: planned.value, span: planned.span)))
            if let closing = planned.closing, let becomes = try? DateSpan(from: closing.span.from, to: closing.to) {
                closings[planned.kind, default: []].append(
                    PeriodClosing(citizen: number, span: closing.span, becomes: becomes))
            }
        }
    }

    /// Closes before it adds, as the two would overlap.
    func write(in tenant: TenantID, _ tx: inout Transaction) throws {
        for kind in PeriodKind.allCases {
            if let closings = closings[kind] {
                guard try PeriodRepository.close(kind, closings, in: tenant, &tx) == closings.count else {
                    throw Refusal.changedMeanwhile("a \(kind.noun)")
                }
            }
            if let insertions = insertions[kind] { try PeriodRepository.insert(kind, insertions, in: tenant, &tx) }
        }
    }
}
