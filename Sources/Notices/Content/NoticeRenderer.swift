public import Municipal
import Mustache

/// Turns payloads into words, in the language of the municipality.
///
/// ```swift
/// let renderer = try NoticeRenderer()
/// let text = try renderer.render(json: record.payload, municipality: "Ishøj", language: .danish)
/// ```
public struct NoticeRenderer: Sendable {
    private let templates: [Language: [NoticeKind: Template]]

    private struct Template: Sendable {
        let subject: MustacheTemplate
        let body: MustacheTemplate

        init(_ source: NoticeTemplate) throws {
            subject = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + source.subject)
            body = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + source.body)
        }
    }

    /// Reads the templates that the program carries.
    ///
    /// - Throws: An error of the template language if one of them is wrong, which a test rules out.
    public init() throws {
        templates = try Dictionary(
            uniqueKeysWithValues: Language.allCases.map { language in
                let ofLanguage = try NoticeKind.allCases.map { ($0, try Template(.of($0, in: language))) }
                return (language, Dictionary(uniqueKeysWithValues: ofLanguage))
            })
    }

    /// The payload of an outbox row in words.
    ///
    /// - Parameters:
    ///   - json: The payload as the database gives it.
    ///   - municipality: The name of the municipality, as it is written in a letter.
    ///   - language: The language of the text.
    /// - Returns: Subject and body; dates in words, the last day inclusive.
    /// - Throws: ``PayloadError`` if a key that this kind of notice needs is missing or can't be read.
    public func render(
        json: String, municipality: String, language: Language
    ) throws(PayloadError) -> NoticeText {
        try render(try NoticePayload(json: json), municipality: municipality, language: language)
    }

    func render(
        _ payload: NoticePayload, municipality: String, language: Language
    ) throws(PayloadError) -> NoticeText {
        guard let template = templates[language]?[payload.kind] else { throw .unreadable("kind") }
        let words = Self.words(of: payload, municipality: municipality, language: language)
        return NoticeText(subject: Self.oneLine(template.subject.render(words)), body: template.body.render(words))
    }

    /// A subject is one header line: whatever a pool's title holds, it can't add another.
    private static func oneLine(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }

    /// The values the templates may name.
    private static func words(of payload: NoticePayload, municipality: String, language: Language) -> [String: String] {
        let labels = NoticeLabels(language)
        var words = [
            "municipality": municipality, "noticeId": String(payload.noticeID), "citizen": payload.citizen,
            "pool": payload.pool,
        ]
        func tell(_ coverage: NoticePayload.Coverage) {
            words["coverage"] = coverage.reference
            words["lastDay"] = coverage.lastDay.text(language)
            words["caseNumber"] = coverage.caseNumber
            words["employer"] = coverage.employerCVR
        }
        switch payload.subject {
        case .coverageEnds(let coverage, let days):
            tell(coverage)
            words["step"] = labels.days(days)
        case .coverageEnded(let coverage, let reason):
            tell(coverage)
            words["endReason"] = labels.endReason(reason)
        case .followUpDue(let coverage, let months):
            tell(coverage)
            words["step"] = labels.months(months)
        case .offerMade(let offer), .offerLapsed(let offer):
            words["offer"] = offer.reference
            words["answerBy"] = offer.answerBy.text(language)
        }
        return words
    }
}
