import Municipal

/// Why a row of evidence is refused.
///
/// The message is one line of English that says what is wrong and what to do. It holds no personal data.
public struct EvidenceRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// Which check refused; the raw value is stable and may be stored.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case unknownReferral = "unknown_referral"
        case notAWeek = "not_a_week"
        case notADay = "not_a_day"
        case notAStatus = "not_a_status"
        case notHours = "not_hours"
        case notACompany = "not_a_company"
        case negativeHours = "negative_hours"
        case hoursAboveDay = "hours_above_day"
        case hoursAboveWeek = "hours_above_week"
        case beforeReferral = "before_referral"
        case beforeCourseEnd = "before_course_end"
        case inTheFuture = "in_the_future"
        case duplicate
    }

    /// Which check refused.
    public let code: Code
    /// One line of English.
    public let message: String

    /// Makes a refusal; the message must be free of personal data.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}

/// What becomes of a row of evidence.
public enum EvidenceVerdict: Sendable, Hashable {
    /// Nothing was known about it before.
    case new
    /// It says what is known already.
    case same
    /// It says something else than before; both stay on record, and the later holds.
    case corrected
    /// It can't be evidence.
    case refused(EvidenceRefusal)

    /// The word for the verdict: `new`, `same`, `corrected` or `refused`.
    public var word: String {
        switch self {
        case .new: "new"
        case .same: "same"
        case .corrected: "corrected"
        case .refused: "refused"
        }
    }

    /// Why it is refused, or `nil` if it isn't.
    public var refusal: EvidenceRefusal? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }
}
