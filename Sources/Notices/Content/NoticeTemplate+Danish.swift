extension NoticeTemplate {
    /// The Danish notices, written to the job centre. *Løndækning* is the word of the papers for a covered wage.
    static func danish(_ kind: NoticeKind) -> NoticeTemplate {
        switch kind {
        case .coverageEnds: coverageEndsDanish
        case .coverageEnded: coverageEndedDanish
        case .offerMade: offerMadeDanish
        case .offerLapsed: offerLapsedDanish
        case .followUpDue: followUpDueDanish
        }
    }

    private static let coverageEndsDanish = NoticeTemplate(
        subject: "Løndækning {{coverage}} løber til og med {{lastDay}} (borger {{citizen}})",
        body: """
            Til jobcentret, {{municipality}} Kommune

            Løndækning {{coverage}} for borger {{citizen}} i puljen {{pool}} løber til og med {{lastDay}}.
            Dette er varslet {{step}} før.

            Uden en ny beslutning stopper dækningen efter den dag. Pladsen bliver fri og tilbydes den næste på ventelisten.

            Sagsnummer: {{caseNumber}}
            {{#employer}}
            Arbejdsgiver (CVR): {{employer}}
            {{/employer}}
            Besked nr. {{noticeId}}

            """)

    private static let coverageEndedDanish = NoticeTemplate(
        subject: "Løndækning {{coverage}} er ophørt (borger {{citizen}})",
        body: """
            Til jobcentret, {{municipality}} Kommune

            Løndækning {{coverage}} for borger {{citizen}} i puljen {{pool}} løb til og med {{lastDay}} og er ophørt.
            Årsag: {{endReason}}.

            Sagsnummer: {{caseNumber}}
            {{#employer}}
            Arbejdsgiver (CVR): {{employer}}
            {{/employer}}
            Besked nr. {{noticeId}}

            """)

    private static let offerMadeDanish = NoticeTemplate(
        subject: "Ledig plads i puljen {{pool}} tilbudt borger {{citizen}}",
        body: """
            Til jobcentret, {{municipality}} Kommune

            Borger {{citizen}} er den næste på ventelisten til puljen {{pool}} og har fået tilbud {{offer}} om en ledig plads.
            Svaret skal registreres til og med {{answerBy}}. Derefter bortfalder tilbuddet og går videre til den næste.

            Besked nr. {{noticeId}}

            """)

    private static let offerLapsedDanish = NoticeTemplate(
        subject: "Tilbud {{offer}} er bortfaldet (borger {{citizen}})",
        body: """
            Til jobcentret, {{municipality}} Kommune

            Tilbud {{offer}} til borger {{citizen}} om en plads i puljen {{pool}} gjaldt til og med {{answerBy}}.
            Der er ikke registreret et svar, og tilbuddet er bortfaldet.

            Besked nr. {{noticeId}}

            """)

    private static let followUpDueDanish = NoticeTemplate(
        subject: "Opfølgning på løndækning {{coverage}} (borger {{citizen}})",
        body: """
            Til jobcentret, {{municipality}} Kommune

            Løndækning {{coverage}} for borger {{citizen}} i puljen {{pool}} løb til og med {{lastDay}}.
            Der er nu gået {{step}}. Registrér, hvad borgeren er kommet videre til.

            Sagsnummer: {{caseNumber}}
            {{#employer}}
            Arbejdsgiver (CVR): {{employer}}
            {{/employer}}
            Besked nr. {{noticeId}}

            """)
}
