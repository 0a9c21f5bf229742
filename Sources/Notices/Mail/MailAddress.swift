/// An e-mail address in its plain form: `local-part@domain`, in ASCII.
///
/// Quoted local parts, address lists, comments and domains in other scripts are refused: a notice goes to one mailbox,
/// and nothing in an address may read as a second recipient or another header.
public struct MailAddress: Sendable, Hashable, CustomStringConvertible {
    /// The address.
    public let description: String

    /// Reads an address; `nil` if it is not of the plain form.
    public init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2,
            MailAddress.isDotted(parts[0], of: { MailAddress.isLetterOrDigit($0) || MailAddress.marks.contains($0) }),
            MailAddress.isDotted(parts[1], of: { MailAddress.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }),
            parts[0].utf8.first != UInt8(ascii: "-")
        else { return nil }
        description = text
    }

    private static let marks = Set("!#$%&'*+-/=?^_`{|}~".utf8)

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func isDotted(_ text: Substring, of isAllowed: (UInt8) -> Bool) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.utf8.allSatisfy(isAllowed)
        }
    }
}
