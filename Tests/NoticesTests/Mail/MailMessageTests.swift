import Municipal
import Testing

@testable import Notices

@Suite struct MailMessageTests {
    private func message(recipient: String? = "jobcenter@ishoj.example") throws -> MailMessage {
        MailMessage(
            sender: try Samples.sender(), recipient: recipient.flatMap { MailAddress($0) }, notice: try Samples.notice()
        )
    }

    @Test("The message for the wire, byte for byte")
    func wire() throws {
        #expect(
            try message().wireText == """
                Date: Sat, 1 Feb 2025 00:00:00 +0100
                From: sluse@ishoj.example
                To: jobcenter@ishoj.example
                Subject: =?UTF-8?B?TMO4bmTDpmtuaW5nIEMtNCBlciBvcGjDuHJ0?=
                Message-ID: <0f8fad5b-d9cb-469f-a165-70867289500e@ishoj.example>
                Auto-Submitted: auto-generated
                MIME-Version: 1.0
                Content-Language: da
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                Til jobcentret

                =C3=86blegr=C3=B8d p=C3=A5 =C3=B8en.

                """)
    }

    @Test("The message for a file keeps its letters, and has no recipient where none is known")
    func readable() throws {
        let text = try message(recipient: nil).readableText
        #expect(text.contains("Subject: Løndækning C-4 er ophørt\n"))
        #expect(text.contains("Content-Transfer-Encoding: 8bit\n\nTil jobcentret\n\nÆblegrød på øen.\n"))
        #expect(!text.contains("To:"))
    }

    @Test("Midnight in Copenhagen is an hour further from Greenwich in summer")
    func summerTime() throws {
        let expected = [
            "2026-03-29": "Sun, 29 Mar 2026 00:00:00 +0100", "2026-03-30": "Mon, 30 Mar 2026 00:00:00 +0200",
            "2026-10-25": "Sun, 25 Oct 2026 00:00:00 +0200", "2026-10-26": "Mon, 26 Oct 2026 00:00:00 +0100",
            "2024-02-29": "Thu, 29 Feb 2024 00:00:00 +0100", "2025-03-30": "Sun, 30 Mar 2025 00:00:00 +0100",
        ]
        for (day, text) in expected { #expect(MailDate.text(try Samples.day(day)) == text) }
    }

    @Test(
        "A plain address is an address",
        arguments: ["a@b.dk", "job.center+x@ishoj.example", "x_1@a-b.c", "root@localhost"])
    func addresses(text: String) {
        #expect(MailAddress(text)?.description == text)
    }

    @Test(
        "What could read as two recipients, a header or an option is no address",
        arguments: [
            "", "a", "@b.dk", "a@", "a@@b.dk", "a,b@c.dk", "a@b.dk,c@d.dk", "a b@c.dk", "a@b.dk\n", "a\r\nBcc:b@c.dk",
            "<a@b.dk>", "\"a\"@b.dk", "a@b..dk", ".a@b.dk", "jobcenter@ishøj.dk", "-f@b.dk", "a(x)@b.dk", "a;b@c.dk",
        ])
    func noAddresses(text: String) {
        #expect(MailAddress(text) == nil)
    }
}
