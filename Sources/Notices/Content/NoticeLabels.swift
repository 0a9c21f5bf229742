import Municipal

/// The words of one language that stand in the place of codes and numbers.
struct NoticeLabels: Sendable {
    private let language: Language

    init(_ language: Language) {
        self.language = language
    }

    func days(_ count: Int) -> String {
        switch language {
        case .danish: count == 1 ? "1 dag" : "\(count) dage"
        case .english: count == 1 ? "1 day" : "\(count) days"
        }
    }

    func months(_ count: Int) -> String {
        switch language {
        case .danish: count == 1 ? "1 måned" : "\(count) måneder"
        case .english: count == 1 ? "1 month" : "\(count) months"
        }
    }

    func endReason(_ reason: EndReason) -> String {
        switch language {
        case .danish: Self.danish(reason)
        case .english: Self.english(reason)
        }
    }

    private static func danish(_ reason: EndReason) -> String {
        switch reason {
        case .expired: "perioden er udløbet"
        case .ordinaryJob: "ordinært job"
        case .moreHours: "flere timer"
        case .employerTookOver: "arbejdsgiveren har overtaget lønnen"
        case .moved: "fraflytning"
        case .other: "andet"
        }
    }

    private static func english(_ reason: EndReason) -> String {
        switch reason {
        case .expired: "the period is over"
        case .ordinaryJob: "an ordinary job"
        case .moreHours: "more hours"
        case .employerTookOver: "the employer took over the wage"
        case .moved: "moved away"
        case .other: "other"
        }
    }
}
