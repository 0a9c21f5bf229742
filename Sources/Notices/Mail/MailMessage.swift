import FoundationEssentials
import Municipal

/// A notice as an internet message (RFC 5322), its lines ended by `\n` as programs on Unix expect them.
///
/// The same notice always makes the same bytes: the date is that of the notice, and Message-ID is its key.
struct MailMessage: Sendable {
    let sender: MailAddress
    let recipient: MailAddress?
    let notice: OutgoingNotice

    /// The message for the wire: ASCII only.
    var wireText: String {
        var lines = headers(text: HeaderText.encoded)
        lines += ["Content-Transfer-Encoding: quoted-printable", ""]
        return lines.joined(separator: "\n") + "\n" + QuotedPrintable.encoded(notice.text.body)
    }

    /// The message as a file that people read too: UTF-8 in headers (RFC 6532) and body.
    var readableText: String {
        var lines = headers(text: HeaderText.cleaned)
        lines += ["Content-Transfer-Encoding: 8bit", ""]
        return lines.joined(separator: "\n") + "\n" + notice.text.body
    }

    private func headers(text: (String) -> String) -> [String] {
        var lines = ["Date: \(MailDate.text(notice.datedOn))", "From: \(sender)"]
        if let recipient { lines.append("To: \(recipient)") }
        return lines + [
            "Subject: \(text(notice.text.subject))",
            "Message-ID: <\(notice.keyText)@\(domain)>",
            // Asks vacation programs and lists not to answer (RFC 3834).
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Language: \(notice.language.rawValue)",
            "Content-Type: text/plain; charset=utf-8",
        ]
    }

    private var domain: Substring {
        sender.description.split(separator: "@").last ?? "localhost"
    }
}
