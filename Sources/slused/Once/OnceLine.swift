import FlexJobs
import Foundation
import Notices
import Tenancy

/// What `--once` did in one municipality.
struct OnceLine: Encodable, Sendable {
    let municipality: String
    let code: String
    let expired: Int
    let ended: Int
    let closedSeats: Int
    let openedSeats: Int
    let lapsedOffers: Int
    let madeOffers: Int
    let notices: Int
    let quarantined: Int
    let sent: Int
    let retried: Int
    let dead: Int
    let held: Int
    /// Notices that are still in the outbox, and why, as far as one of them was tried.
    let waiting: Int
    let waitingBecause: String?
    /// Notices that another sender has in hand.
    let inOtherHands: Int
    /// Pools with work due that another daemon kept to itself to the end.
    let busyPools: Int
    let failed: Bool

    init(_ town: Municipality, _ passes: PassReport, _ report: SendReport, _ rest: WaitingNotices?, failed: Bool) {
        municipality = town.slug
        code = "\(town.id)"
        expired = passes.expired
        ended = passes.ended
        closedSeats = passes.closedSeats
        openedSeats = passes.openedSeats
        lapsedOffers = passes.lapsedOffers
        madeOffers = passes.madeOffers
        notices = passes.notices
        quarantined = passes.quarantined
        sent = report.sent
        retried = report.retried
        dead = report.dead
        held = report.held
        waiting = rest?.count ?? 0
        waitingBecause = rest?.cause
        inOtherHands = rest?.leased ?? 0
        busyPools = passes.busyPools
        self.failed = failed
    }

    /// Whether something that is due was left undone.
    var isUnfinished: Bool { waiting > 0 || busyPools > 0 }

    /// One line for a person; what is nothing is left out.
    var text: String {
        let counts = [
            (expired, "expired"), (ended, "ended"), (closedSeats, "places closed"), (openedSeats, "places opened"),
            (lapsedOffers, "offers lapsed"), (madeOffers, "offers made"), (notices, "notices"),
            (quarantined, "SET ASIDE"), (sent, "sent"), (retried, "to be tried again"), (dead, "GIVEN UP"),
            (inOtherHands, "in another sender's hands"),
        ]
        var told = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        if waiting > 0 { told.append("\(waiting) WAITING TO BE SENT\(waitingBecause.map { " (\($0))" } ?? "")") }
        if busyPools > 0 { told.append("\(busyPools) POOLS LEFT TO ANOTHER") }
        if failed { told.append("FAILED") }
        return "\(municipality): \(told.isEmpty ? "nothing was due" : told.joined(separator: ", "))"
    }

    /// All lines in the format asked for, with a line end.
    static func summary(_ lines: [OnceLine], _ format: SummaryFormat) throws -> String {
        switch format {
        case .table: return lines.map { $0.text + "\n" }.joined()
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            return String(decoding: try encoder.encode(lines), as: UTF8.self) + "\n"
        }
    }
}
