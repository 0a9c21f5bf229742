public import FoundationEssentials
public import Municipal

/// A notice on its way out: everything a channel needs, and no more.
public struct OutgoingNotice: Sendable, Hashable {
    /// The key of the notice: the same each time it is offered, so that a receiver who keeps keys takes it once.
    public let key: UUID
    /// The code of the municipality whose notice it is: `0183`.
    public let municipality: String
    /// The short name of the municipality: small letters, digits and hyphens.
    public let slug: String
    /// The mailbox of the municipality, if it gave one.
    public let contact: String?
    /// The language of the text.
    public let language: Language
    /// The occasion.
    public let kind: NoticeKind
    /// The running number of the notice in its municipality.
    public let noticeID: Int
    /// The day the notice is of.
    public let datedOn: Day
    /// The notice in words.
    public let text: NoticeText

    /// Puts a notice together.
    ///
    /// - Parameters:
    ///   - key: The key of the notice.
    ///   - municipality: The municipality's code.
    ///   - slug: Its short name.
    ///   - contact: Its mailbox.
    ///   - language: The language of the text.
    ///   - kind: The occasion.
    ///   - noticeID: The running number.
    ///   - datedOn: The day the notice is of.
    ///   - text: The notice in words.
    public init(
        key: UUID, municipality: String, slug: String, contact: String?, language: Language,
        kind: NoticeKind, noticeID: Int, datedOn: Day, text: NoticeText
    ) {
        self.key = key
        self.municipality = municipality
        self.slug = slug
        self.contact = contact
        self.language = language
        self.kind = kind
        self.noticeID = noticeID
        self.datedOn = datedOn
        self.text = text
    }

    /// The key in small letters, as PostgreSQL writes it.
    public var keyText: String { key.uuidString.lowercased() }
}
