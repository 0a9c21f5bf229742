import Municipal

/// What an outbox row says about a notice: references and dates, never a name or a CPR number.
///
/// It is made in the database when the notice is recorded and read here when it is sent:
///
/// ```json
/// {"kind": "coverage_ends", "noticeId": 7, "citizen": "B-17", "coverage": "C-4", "pool": "Mikrofleksjob",
///  "lastDay": "2025-02-01", "step": 90, "caseNumber": "25/1234", "employerCvr": "13748136"}
/// ```
struct NoticePayload: Sendable, Hashable {
    /// What is told about the occasion.
    enum Subject: Sendable, Hashable {
        /// The coverage ends after `lastDay`; told `daysBefore` days before.
        case coverageEnds(Coverage, daysBefore: Int)
        /// The coverage ended with `lastDay`.
        case coverageEnded(Coverage, EndReason)
        /// A place is offered.
        case offerMade(Offer)
        /// The offer was not answered in time.
        case offerLapsed(Offer)
        /// What became of the person is to be recorded, `monthsAfter` months after `lastDay`.
        case followUpDue(Coverage, monthsAfter: Int)
    }

    /// The coverage a notice is about.
    struct Coverage: Sendable, Hashable {
        /// The coverage as people call it: "C-4".
        let reference: String
        /// The last covered day.
        let lastDay: Day
        /// The municipality's case number.
        let caseNumber: String
        /// The CVR number of the employer, where it is told.
        let employerCVR: String?
    }

    /// The offer a notice is about.
    struct Offer: Sendable, Hashable {
        /// The offer as people call it: "O-9".
        let reference: String
        /// The last day to answer.
        let answerBy: Day
    }

    /// The running number of the notice in its municipality.
    let noticeID: Int
    /// The citizen as people call him in this program: "B-17".
    let citizen: String
    /// The title of the pool.
    let pool: String
    /// What is told.
    let subject: Subject

    /// The occasion.
    var kind: NoticeKind {
        switch subject {
        case .coverageEnds: .coverageEnds
        case .coverageEnded: .coverageEnded
        case .offerMade: .offerMade
        case .offerLapsed: .offerLapsed
        case .followUpDue: .followUpDue
        }
    }
}
