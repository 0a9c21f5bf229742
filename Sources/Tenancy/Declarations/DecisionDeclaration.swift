public import Declarations
public import Municipal

/// A decision as a municipality's file states it, an entry of `decisions:`.
public struct DecisionDeclaration: Hashable, Sendable {
    /// Its short name.
    public let slug: String
    /// Its title in the papers.
    public let title: String
    /// Proposed or adopted; a file can't repeal.
    public let isAdopted: Bool
    /// Who decided it, or is to.
    public let decidedBy: String?
    /// The day it was decided.
    public let decidedOn: Day?
    /// The day it takes effect.
    public let effectiveOn: Day?
    /// The number of its case.
    public let caseNumber: String?

    private enum Status: String, CaseIterable, Sendable { case proposed, adopted }

    /// How an entry of `decisions:` is read.
    public static var kind: DeclarationKind<DecisionDeclaration> {
        .mapping("a decision") { entry in
            let slug = entry.required("slug", .decisionSlug)
            let title = entry.required("title", .line)
            let status = entry.required("status", .choice(Status.self))
            let decidedBy = entry.optional("decided-by", .line)
            let decidedOn = entry.optional("decided-on", .day)
            let effectiveOn = entry.optional("effective-on", .day)
            let caseNumber = entry.optional("case-number", .line)
            return {
                let isAdopted = try status.get() == .adopted
                let wanted = [
                    ("decided-by", try decidedBy.get() == nil), ("decided-on", try decidedOn.get() == nil),
                    ("effective-on", try effectiveOn.get() == nil),
                ]
                if isAdopted, let missing = wanted.first(where: \.1) {
                    throw entry.error("a decision that is adopted needs the key '\(missing.0)', and it is not here")
                }
                return DecisionDeclaration(
                    slug: try slug.get(), title: try title.get(), isAdopted: isAdopted, decidedBy: try decidedBy.get(),
                    decidedOn: try decidedOn.get(), effectiveOn: try effectiveOn.get(), caseNumber: try caseNumber.get()
                )
            }
        }
    }

    func decision(in tenant: TenantID, version: Int32 = 1) -> Decision {
        Decision(
            tenant: tenant, slug: slug, title: title, status: isAdopted ? .adopted : .proposed, decidedBy: decidedBy,
            decidedOn: decidedOn, caseNumber: caseNumber, effectiveOn: effectiveOn, version: version)
    }
}

extension DeclarationKind where Value == Day {
    /// A calendar date, `2025-03-01` or `01-03-2025`.
    public static var day: Self { parsed("a date") { try Day(parsing: $0) } }
}

extension DeclarationKind where Value == String {
    /// One line of text in NFC, without what could steer a terminal.
    public static var line: Self { parsed("a line of text") { try TextLine(parsing: $0).text } }

    /// The short name of a decision.
    public static var decisionSlug: Self {
        converted("a decision's slug (small letters, digits and hyphens, up to 61)") { text in
            text.isSlug(longest: 61, mayBeginWithDigit: true) ? text : nil
        }
    }

    /// The short name of a municipality.
    static var municipalitySlug: Self {
        converted("a municipality's slug (small letters a to z, digits and hyphens, such as ishoj)") { text in
            text.count > 1 && text.isSlug(longest: 41, mayBeginWithDigit: false) ? text : nil
        }
    }

    /// A mail address, as far as a computer can tell.
    static var mailbox: Self {
        converted("a mail address") { text in
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            let isWhole = parts.count == 2 && parts.allSatisfy { !$0.isEmpty && !$0.contains(where: \.isWhitespace) }
            return isWhole ? text : nil
        }
    }
}

extension String {
    fileprivate func isSlug(longest: Int, mayBeginWithDigit: Bool) -> Bool {
        let bytes = Array(utf8)
        guard let first = bytes.first, bytes.count <= longest else { return false }
        let isLetter = { (byte: UInt8) in (97...122).contains(byte) }
        let isDigit = { (byte: UInt8) in (48...57).contains(byte) }
        return (isLetter(first) || (mayBeginWithDigit && isDigit(first)))
            && bytes.allSatisfy { isLetter($0) || isDigit($0) || $0 == 45 }
    }
}
