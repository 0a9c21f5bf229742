public import Declarations
public import Municipal

/// The parts `municipality:` and `decisions:` of a municipality's file.
///
/// The other parts of the same file belong to other modules, so this one asks the file's root for its keys and leaves
/// the rest to be asked for:
///
/// ```swift
/// let file = DeclarationKind<(MunicipalityDeclaration, PoolsDeclaration)>.mapping("a municipality's file") { root in
///     let municipality = MunicipalityDeclaration.read(root)
///     let pools = PoolsDeclaration.read(root)
///     return { try (municipality(), pools()) }
/// }
/// ```
public struct MunicipalityDeclaration: Hashable, Sendable {
    /// The municipality's code.
    public let code: MunicipalityCode
    /// Its short name; it never changes.
    public let slug: String
    /// Its name.
    public let name: String
    /// The language of its notices and papers; Danish if the file does not say.
    public let language: Language
    /// The mailbox that gets its notices.
    public let contact: String?
    /// Its decisions, in the order of the file.
    public let decisions: [DecisionDeclaration]

    /// The tenant it describes.
    public var tenant: TenantID { TenantID(code) }

    /// Asks the root of a file for the keys `municipality` and `decisions`.
    ///
    /// - Returns: What builds the declaration, to be called in the second step of the root's own mapping.
    public static func read(_ root: DeclaredMapping) -> () throws -> MunicipalityDeclaration {
        let identity = root.required("municipality", identityKind)
        let decisions = root.optional("decisions", .placedList(of: DecisionDeclaration.kind), default: [])
        return {
            let identity = try identity.get()
            var seen: Set<String> = []
            for (place, decision) in try decisions.get() where !seen.insert(decision.slug).inserted {
                throw DeclarationError(at: place, "the decision '\(decision.slug)' stands here twice; keep one")
            }
            return MunicipalityDeclaration(
                code: identity.code, slug: identity.slug, name: identity.name, language: identity.language,
                contact: identity.contact, decisions: try decisions.get().map(\.value))
        }
    }

    private struct Identity: Sendable {
        let code: MunicipalityCode
        let slug: String
        let name: String
        let language: Language
        let contact: String?
    }

    private static var identityKind: DeclarationKind<Identity> {
        .mapping("a municipality") { part in
            let code = part.required("code", .parsed("a municipality code") { try MunicipalityCode(parsing: $0) })
            let slug = part.required("slug", .municipalitySlug)
            let name = part.required("name", .line)
            let language = part.optional(
                "language", .parsed("a language (da or en)") { try Language(parsing: $0) }, default: .danish)
            let contact = part.optional("contact", .mailbox)
            return {
                Identity(
                    code: try code.get(), slug: try slug.get(), name: try name.get(), language: try language.get(),
                    contact: try contact.get())
            }
        }
    }
}
