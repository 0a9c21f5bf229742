import FoundationEssentials
import PropertyTestSupport
import Testing

@testable import Notices

@Suite struct MailEncodingTests {
    @Test("Plain ASCII stays as it is in a header")
    func plainHeader() {
        #expect(HeaderText.encoded("Wage coverage C-4") == "Wage coverage C-4")
    }

    @Test("Danish letters go into an encoded word of RFC 2047")
    func encodedWord() {
        #expect(HeaderText.encoded("Ishøj") == "=?UTF-8?B?SXNow7hq?=")
    }

    @Test("Text that looks like an encoded word is encoded, so that it reads as it was written")
    func lookAlike() throws {
        let encoded = HeaderText.encoded("=?UTF-8?Q?hello?=")
        #expect(try decode(encoded) == "=?UTF-8?Q?hello?=")
    }

    @Test("Line breaks in a header become spaces")
    func injection() {
        #expect(HeaderText.encoded("a\r\nBcc: b") == "a  Bcc: b")
    }

    @Test("Any text comes back from its header, and no line is longer than 76 characters")
    func headersRoundTrip() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        let letters = Array("abc æøåÆØÅ €漢字👩‍👩‍👧‍👦e\u{301}?=_")
        for _ in 0..<300 {
            let count = Int.random(in: 0...120, using: &generator)
            let text = String((0..<count).compactMap { _ in letters.randomElement(using: &generator) }) + "ø"
            let encoded = HeaderText.encoded(text)
            #expect(try decode(encoded) == text, "seed \(seed)")
            #expect(encoded.utf8.allSatisfy { $0 < 0x80 })
            #expect(encoded.split(separator: "\n").allSatisfy { $0.utf8.count <= 76 }, "seed \(seed)")
        }
    }

    @Test(
        "Quoted-printable by the examples of RFC 2045",
        arguments: [
            ("a = b", "a =3D b"), ("på", "p=C3=A5"), ("end \nnext", "end=20\nnext"), ("tab\t", "tab=09"),
            (".", "=2E"), ("From here", "=46rom here"), ("a.b Fa", "a.b Fa"), ("", ""), ("\n\n", "\n\n"),
        ])
    func quotedPrintable(text: String, expected: String) {
        #expect(QuotedPrintable.encoded(text) == expected)
    }

    @Test("Any text comes back from quoted-printable, and no line is longer than 76 characters")
    func bodiesRoundTrip() {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        let letters = Array("abcF. =\t\næøå€👍")
        for _ in 0..<300 {
            let count = Int.random(in: 0...400, using: &generator)
            let text = String((0..<count).compactMap { _ in letters.randomElement(using: &generator) })
            let encoded = QuotedPrintable.encoded(text)
            #expect(plain(encoded) == text, "seed \(seed)")
            let lines = encoded.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.allSatisfy { $0.utf8.count <= 76 && $0.last != " " && $0.last != "\t" }, "seed \(seed)")
        }
    }

    /// A reader of encoded words as RFC 2047 describes one: white space between two words is not text.
    private func decode(_ header: String) throws -> String {
        let words = header.split(separator: "\n ").map(String.init)
        let bytes = try words.flatMap { word -> [UInt8] in
            try #require(word.hasPrefix("=?UTF-8?B?") && word.hasSuffix("?="))
            return Array(try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2)))))
        }
        // Each word holds whole characters, so each must be readable alone too.
        for word in words {
            let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            #expect(String(bytes: data, encoding: .utf8) != nil)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A reader of quoted-printable.
    private func plain(_ encoded: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(encoded.replacing("=\n", with: "").utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                bytes.append(byte)
                continue
            }
            bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
