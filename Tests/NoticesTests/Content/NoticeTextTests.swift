import Municipal
import Testing

@testable import Notices

@Suite struct NoticeTextTests {
    private static let coverage = """
        "noticeId": 7, "citizen": "B-17", "coverage": "C-4", "pool": "Mikrofleksjob", "lastDay": "2025-02-01",
        "caseNumber": "25/1234", "employerCvr": "13748136"
        """
    private static let offer = """
        "noticeId": 7, "citizen": "B-17", "offer": "O-9", "pool": "Mikrofleksjob", "answerBy": "2025-02-01"
        """
    private static let payloads: [NoticeKind: String] = [
        .coverageEnds: "{\"kind\": \"coverage_ends\", \"step\": 90, \(coverage)}",
        .coverageEnded: "{\"kind\": \"coverage_ended\", \"endReason\": \"ordinary_job\", \(coverage)}",
        .offerMade: "{\"kind\": \"offer_made\", \(offer)}",
        .offerLapsed: "{\"kind\": \"offer_lapsed\", \(offer)}",
        .followUpDue: "{\"kind\": \"follow_up_due\", \"step\": 3, \(coverage)}",
    ]

    private func text(_ kind: NoticeKind, _ language: Language) throws -> NoticeText {
        let json = try #require(Self.payloads[kind])
        return try NoticeRenderer().render(json: json, municipality: "Ishøj", language: language)
    }

    @Test("The Danish notice of a coming end, word for word")
    func danishCoverageEnds() throws {
        let text = try text(.coverageEnds, .danish)
        #expect(text.subject == "Løndækning C-4 løber til og med 1. februar 2025 (borger B-17)")
        #expect(
            text.body == """
                Til jobcentret, Ishøj Kommune

                Løndækning C-4 for borger B-17 i puljen Mikrofleksjob løber til og med 1. februar 2025.
                Dette er varslet 90 dage før.

                Uden en ny beslutning stopper dækningen efter den dag. Pladsen bliver fri og tilbydes den næste på ventelisten.

                Sagsnummer: 25/1234
                Arbejdsgiver (CVR): 13748136
                Besked nr. 7

                """)
    }

    @Test("The English notice of an end, word for word")
    func englishCoverageEnded() throws {
        let text = try text(.coverageEnded, .english)
        #expect(text.subject == "Wage coverage C-4 has ended (citizen B-17)")
        #expect(
            text.body == """
                To the job centre, Municipality of Ishøj

                Wage coverage C-4 of citizen B-17 in the pool Mikrofleksjob ran through 1 February 2025 and has ended.
                Reason: an ordinary job.

                Case number: 25/1234
                Employer (CVR): 13748136
                Notice no. 7

                """)
    }

    @Test(
        "Every kind has words in every language, and nothing in them is left unfilled", arguments: NoticeKind.allCases)
    func complete(kind: NoticeKind) throws {
        for language in Language.allCases {
            let text = try text(kind, language)
            for part in [text.subject, text.body] {
                #expect(part.contains("B-17"))
                #expect(!part.contains("{{") && !part.contains("  ") && !part.contains(" .") && !part.contains(" ,"))
            }
            #expect(text.body.hasSuffix("7\n"))
            #expect(!text.subject.contains("\n"))
        }
    }

    @Test("Both days of an offer read til og med")
    func inclusiveDays() throws {
        #expect(try text(.offerMade, .danish).body.contains("til og med 1. februar 2025. Derefter bortfalder"))
        #expect(try text(.offerLapsed, .danish).body.contains("gjaldt til og med 1. februar 2025."))
        #expect(try text(.followUpDue, .danish).body.contains("Der er nu gået 3 måneder."))
    }

    @Test("Without an employer the line is left out, not left empty")
    func noEmployer() throws {
        let json = try #require(Self.payloads[.coverageEnds]).replacing(", \"employerCvr\": \"13748136\"", with: "")
            .replacing(
                ",\n\"caseNumber\": \"25/1234\", \"employerCvr\": \"13748136\"", with: ", \"caseNumber\": \"25/1234\"")
        let body = try NoticeRenderer().render(json: json, municipality: "Ishøj", language: .danish).body
        #expect(body.contains("Sagsnummer: 25/1234\nBesked nr. 7"))
    }

    @Test("Text of a pool is told as it is, and can't begin another header")
    func foreignText() throws {
        let json = try #require(Self.payloads[.offerMade]).replacing(
            "Mikrofleksjob", with: "A & B <{{citizen}}>\\r\\nBcc: x@example.org")
        let text = try NoticeRenderer().render(json: json, municipality: "Ishøj", language: .danish)
        #expect(text.subject.contains("A & B <{{citizen}}>  Bcc: x@example.org"))
    }

    @Test("One day and one month are singular in both languages")
    func singular() {
        #expect(NoticeLabels(.danish).days(1) == "1 dag" && NoticeLabels(.danish).days(2) == "2 dage")
        #expect(NoticeLabels(.english).months(1) == "1 month" && NoticeLabels(.english).months(12) == "12 months")
        #expect(NoticeLabels(.danish).months(1) == "1 måned" && NoticeLabels(.english).days(1) == "1 day")
    }
}
