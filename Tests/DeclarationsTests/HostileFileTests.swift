import Declarations
import Testing

@Suite("Refusing what no such file needs")
struct HostileFileTests {
    @Test(
        "Characters that are never meant are refused where they stand",
        arguments: [
            ("a: b\u{0}", "f.yaml:1:5: a NUL byte: is this a text file?"),
            ("a: b\nc: \u{1B}[31m", "f.yaml:2:4: a character that can't be seen (U+1B)"),
            ("a: ø\u{202E}x", "f.yaml:1:5: a character that can't be seen (U+202E)"),
            ("a: 1\r\nb: 2\rc:\u{85}", "f.yaml:3:3: a character that can't be seen (U+85)"),
            ("a: \"x\\0y\"", "f.yaml:1:4: this value has a control character in it"),
        ])
    func characters(text: String, problem: String) {
        #expect(problems(in: text, as: DeclarationKind.entries(of: .text)) == [problem])
    }

    @Test("Text that is not UTF-8 is refused where it stops being so")
    func encoding() {
        #expect(
            problems(in: Array("a: b\nbø: ".utf8) + [0xE5], as: DeclarationKind.entries(of: .text))
                == ["f.yaml:2:5: this is not UTF-8; save the file in that encoding"])
        #expect(problems(in: [0xFF, 0xFE, 0x61, 0x00], as: DeclarationKind<String>.text).count == 1)
        #expect(problems(in: [0xEF, 0xBB, 0xBF] + Array("a: b".utf8), as: DeclarationKind.entries(of: .text)).isEmpty)
    }

    @Test(
        "Anchors, aliases, tags, directives, merge keys and collections as keys are refused wherever they can stand",
        arguments: [
            "a: &x 1", "a: *x", "- *x", "- - *x", "[a,*x]", "{a: *x}", "{\"a\":*x}", "{*x : 1}", "--- *x", "--- &x a",
            "[?*x]",
            "a:\n  *x", "? *x", "? a", "[? a]", "a: !!str b", "! a", "[!a,*x]", "%YAML 1.2\n---\na", "<<: {a: b}",
            "{<<: {a: b}}", "[#\n*x]", "[\"a\n# b\", *x]", "\"a # b\": *x", "{[a]: b}", "\u{FEFF}--- a\n\u{FEFF}*x",
            "\t*x", "a: 'it''s' \nb: *x", "*x:", "a: &ø 1",
        ])
    func constructs(text: String) {
        let found = problems(in: text, as: DeclarationKind.entries(of: .text))
        // Not merely "this is not YAML", which a parser that followed aliases would also say of an undefined one.
        let refusals = ["not used in these files", "must be a word", "can't be seen"]
        #expect(found.count == 1 && refusals.contains { found[0].contains($0) }, "\(found)")
    }

    @Test(
        "Text that only looks a little like them is text",
        arguments: ["a & b", "'* a'", "a *b* c", "x&y", "5 * 5", "hvad?", "Hvad så, *nu*", "god!", "50 %", "'- *a'"])
    func harmless(text: String) throws {
        let bytes = Array("# &a *b !c ?d\nkey: \(text)\n".utf8)
        let read = try DeclarationReader().read(bytes, named: "f.yaml", as: .entries(of: .text))
        #expect(read.map(\.value) == [text.filter { $0 != "'" }])
    }

    @Test(
        "A file has one document with something in it",
        arguments: [
            ("", "f.yaml:1:1: the file is empty"),
            ("\n# only a remark\n", "f.yaml:1:1: the file is empty"),
            ("---\n", "f.yaml:1:1: the file is empty"),
            ("a: b\n---\nc: d\n", "f.yaml:2:1: a second document begins here; a file has one"),
        ])
    func documents(text: String, problem: String) {
        #expect(problems(in: text, as: DeclarationKind.entries(of: .text)) == [problem])
    }

    @Test(
        "A key that stands twice is refused where it stands the second time, with the line of the first",
        arguments: [
            ("a: 1\nb: 2\na: 3", "3:1"), ("a: 1\r\nb: 2\r\na: 3\r\na: 4", "3:1"), ("a: 1\n\"a\": 2", "2:1"),
            ("{a: 1, 'a': 2}", "1:8"), ("{a: 1,\n a: 2}", "2:2"), ("a: 1\nba: 2 # a: 7\nca: 2\na: 3\nda: 4", "4:1"),
        ])
    func duplicates(text: String, place: String) {
        let found = problems(in: text, as: DeclarationKind.entries(of: DeclarationKind<Int>.integer))
        #expect(found == ["f.yaml:\(place): the key 'a' stands here again, first on line 1; keep one"])
    }

    @Test("Of a key repeated deep in a file the second place is told, whatever else holds the word")
    func deepDuplicate() {
        let text = "name: name\npools:\n  - name: x\n    title: name\n    name: y\n  - name: z\n"
        let found = problems(in: text, as: DeclarationKind.entries(of: .text))
        #expect(found == ["f.yaml:5:5: the key 'name' stands here again, first on line 3; keep one"])
    }

    @Test("A key spelled in another way the second time is refused at its first place")
    func escapedDuplicate() {
        let found = problems(in: "\"name\": 1\n\"n\\u0061me\": 2", as: DeclarationKind.entries(of: .text))
        #expect(found == ["f.yaml:1:1: the key 'name' stands here twice; keep one"])
    }

    @Test("What is not YAML is refused with its place")
    func notYAML() {
        let found = problems(in: "a: b\nc: d: e\n", as: DeclarationKind.entries(of: .text))
        #expect(
            found == [
                "f.yaml:2:5: this is not YAML: mapping values are not allowed in this context "
                    + "(is a text with ': ' in it without quotes?)"
            ])
        #expect(problems(in: "a: [b", as: DeclarationKind.entries(of: .text)).count == 1)
        #expect(problems(in: "a: \"\\ud800\"", as: DeclarationKind.entries(of: .text)).count == 1)
    }

    @Test("Nesting without end is refused, not followed", arguments: ["[", "{a: ", "- ", "{\"a\":["])
    func nesting(opening: String) {
        let text = String(repeating: opening, count: 100_000)
        #expect(!problems(in: text, as: DeclarationKind.entries(of: .text)).isEmpty)
    }

    @Test("What a file says can't steer the terminal that shows the error")
    func echo() {
        let found = problems(in: "a: \"\\e[2J\\u202e\"", as: DeclarationKind.entries(of: DeclarationKind<Int>.integer))
        #expect(found == ["f.yaml:1:4: this value has a control character in it"])
        let key = problems(in: "\"\\e[2Jx\": 1", as: PoolSample.file).joined()
        #expect(key.contains("unknown key"))
        #expect(!key.contains("\u{1B}"))
    }
}
