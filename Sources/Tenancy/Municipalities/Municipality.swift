public import Municipal

/// A municipality that shares the deployment.
public struct Municipality: Hashable, Sendable {
    /// Its number in every key.
    public let id: TenantID
    /// Its short name in commands and file names, such as `ishoj`.
    public let slug: String
    /// Its name as people write it, in Unicode's NFC, such as `Ishøj`.
    public let name: String
    /// The language of its notices and papers.
    public let language: Language
    /// The mailbox that gets its notices.
    public let contact: String?
    /// Counts the changes of the row.
    public let version: Int32

    /// Describes a municipality.
    public init(id: TenantID, slug: String, name: String, language: Language, contact: String?, version: Int32 = 1) {
        self.id = id
        self.slug = slug
        self.name = name
        self.language = language
        self.contact = contact
        self.version = version
    }
}

extension Municipality: Encodable {
    private enum CodingKeys: String, CodingKey {
        case id = "code"
        case slug, name, language, contact
    }
}
