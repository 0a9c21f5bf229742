import Municipal

/// The source of one notice in one language, in the template language Mustache.
///
/// A template may name `municipality`, `noticeId`, `citizen`, `pool`; about a coverage also `coverage`, `lastDay`,
/// `caseNumber`, `employer` (in a section, as it may be absent) and, by its kind, `step` or `endReason`; about an offer
/// `offer` and `answerBy`.
struct NoticeTemplate: Sendable {
    let subject: String
    let body: String

    /// The template of a kind.
    static func of(_ kind: NoticeKind, in language: Language) -> NoticeTemplate {
        switch language {
        case .danish: danish(kind)
        case .english: english(kind)
        }
    }
}
