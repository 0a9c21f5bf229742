extension NoticeTemplate {
    /// The English notices, written to the job centre.
    static func english(_ kind: NoticeKind) -> NoticeTemplate {
        switch kind {
        case .coverageEnds: coverageEndsEnglish
        case .coverageEnded: coverageEndedEnglish
        case .offerMade: offerMadeEnglish
        case .offerLapsed: offerLapsedEnglish
        case .followUpDue: followUpDueEnglish
        }
    }

    private static let coverageEndsEnglish = NoticeTemplate(
        subject: "Wage coverage {{coverage}} runs through {{lastDay}} (citizen {{citizen}})",
        body: """
            To the job centre, Municipality of {{municipality}}

            Wage coverage {{coverage}} of citizen {{citizen}} in the pool {{pool}} runs through {{lastDay}}.
            This is the notice given {{step}} before.

            Without a new decision the coverage stops after that day. The place becomes free and is offered to the next
            in line.

            Case number: {{caseNumber}}
            {{#employer}}
            Employer (CVR): {{employer}}
            {{/employer}}
            Notice no. {{noticeId}}

            """)

    private static let coverageEndedEnglish = NoticeTemplate(
        subject: "Wage coverage {{coverage}} has ended (citizen {{citizen}})",
        body: """
            To the job centre, Municipality of {{municipality}}

            Wage coverage {{coverage}} of citizen {{citizen}} in the pool {{pool}} ran through {{lastDay}} and has ended.
            Reason: {{endReason}}.

            Case number: {{caseNumber}}
            {{#employer}}
            Employer (CVR): {{employer}}
            {{/employer}}
            Notice no. {{noticeId}}

            """)

    private static let offerMadeEnglish = NoticeTemplate(
        subject: "Free place in the pool {{pool}} offered to citizen {{citizen}}",
        body: """
            To the job centre, Municipality of {{municipality}}

            Citizen {{citizen}} is the next in line for the pool {{pool}} and has offer {{offer}} of a free place.
            The answer is to be recorded through {{answerBy}}. After that day the offer lapses and goes to the next in line.

            Notice no. {{noticeId}}

            """)

    private static let offerLapsedEnglish = NoticeTemplate(
        subject: "Offer {{offer}} has lapsed (citizen {{citizen}})",
        body: """
            To the job centre, Municipality of {{municipality}}

            Offer {{offer}} to citizen {{citizen}} of a place in the pool {{pool}} was open through {{answerBy}}.
            No answer was recorded, and the offer has lapsed.

            Notice no. {{noticeId}}

            """)

    private static let followUpDueEnglish = NoticeTemplate(
        subject: "Follow-up of wage coverage {{coverage}} (citizen {{citizen}})",
        body: """
            To the job centre, Municipality of {{municipality}}

            Wage coverage {{coverage}} of citizen {{citizen}} in the pool {{pool}} ran through {{lastDay}}.
            {{step}} have passed. Record what the citizen went on to.

            Case number: {{caseNumber}}
            {{#employer}}
            Employer (CVR): {{employer}}
            {{/employer}}
            Notice no. {{noticeId}}

            """)
}
