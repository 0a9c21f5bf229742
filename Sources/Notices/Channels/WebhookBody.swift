import FoundationEssentials
import Municipal

/// A notice as the JSON that a webhook carries: keys in order, so that the same notice makes the same bytes.
struct WebhookBody: Encodable {
    let body: String
    let datedOn: Day
    let key: String
    let kind: NoticeKind
    let language: Language
    let municipality: String
    let noticeId: Int
    let subject: String

    init(_ notice: OutgoingNotice) {
        body = notice.text.body
        datedOn = notice.datedOn
        key = notice.keyText
        kind = notice.kind
        language = notice.language
        municipality = notice.municipality
        noticeId = notice.noticeID
        subject = notice.text.subject
    }

    func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}
