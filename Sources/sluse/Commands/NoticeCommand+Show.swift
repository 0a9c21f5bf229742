import ArgumentParser
import FoundationEssentials
import Municipal
import Notices
import Tenancy

/// `sluse notice show`.
struct NoticeShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one notice with its text.",
        discussion: """
            Example:
              sluse notice show 7 --municipality ishoj
            """)
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The number of the notice.", transform: NoticeNumber.argument)
    var number: Int32
    @Option(help: "The language of the text, da or en; otherwise the municipality's.", transform: Language.choice)
    var language: Language?

    func run() async throws {
        try await global.session { session in
            let town = try await session.municipality()
            let record = try await session.database.read(in: town.id) { tx in
                try NoticeRepository.find(number, in: town.id, &tx)
            }
            let detail = try NoticeDetail(record, of: town, in: language ?? town.language)
            guard session.output.format == .table else { return try session.output.item(detail) }
            try session.output.item(NoticeHeading(detail: detail))
            if let body = detail.body { try session.output.say("\n" + body) }
        }
    }
}

/// The number of a notice as it is typed.
enum NoticeNumber {
    static func argument(_ text: String) throws -> Int32 {
        guard let number = Int32(text), number > 0 else {
            throw ValidationError("the number of a notice is a whole number, such as 7")
        }
        return number
    }
}

/// One notice with its text.
struct NoticeDetail: Printable {
    let line: NoticeLine
    let key: String
    let receipt: String?
    let subject: String?
    let body: String?

    static let fields: [Field<NoticeDetail>] =
        NoticeLine.fields.map { $0.over(\.line) } + [
            Field("key", "Key") { $0.key },
            Field("receipt", "Receipt") { $0.receipt ?? "" },
            Field("subject", "Subject") { $0.subject ?? "" },
            Field("body", "Text") { $0.body ?? "" },
        ]

    /// Puts the payload into words; one that can't be read has no text, and its row says why.
    init(_ record: NoticeRecord, of town: Municipality, in language: Language) throws {
        let renderer = try NoticeRenderer()
        let text = try? record.payload.map { payload in
            try renderer.render(json: payload, municipality: town.name, language: language)
        }
        line = NoticeLine(record)
        key = record.key.uuidString.lowercased()
        receipt = record.receipt
        subject = text?.subject
        body = text?.body
    }

    private enum CodingKeys: String, CodingKey {
        case key, receipt, subject, body
    }

    func encode(to encoder: any Encoder) throws {
        try line.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(key, forKey: .key)
        try container.encodeIfPresent(receipt, forKey: .receipt)
        try container.encodeIfPresent(subject, forKey: .subject)
        try container.encodeIfPresent(body, forKey: .body)
    }
}

/// One notice on a terminal: its text follows as it is, over several lines.
struct NoticeHeading: Printable {
    let detail: NoticeDetail

    static let fields = withoutBody.map { field in
        Field<NoticeHeading>(field.key, field.title, field.side == .right ? .right : .left) { heading in
            field.text(heading.detail)
        }
    }

    private static var withoutBody: [Field<NoticeDetail>] { NoticeDetail.fields.filter { $0.key != "body" } }
}
