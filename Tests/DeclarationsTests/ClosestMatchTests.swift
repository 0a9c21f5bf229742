import Declarations
import Testing

@Suite("The nearest name")
struct ClosestMatchTests {
    static let keys = ["name", "capacity", "notices", "kind", "coverage-limit"]

    @Test(
        "A slip is recognised",
        arguments: [
            ("capcity", "capacity"), ("capaicty", "capacity"), ("Capacity", "capacity"), ("nane", "name"),
            ("coverage_limit", "coverage-limit"), ("notice", "notices"), ("covergae-limit", "coverage-limit"),
        ])
    func slips(written: String, meant: String) {
        #expect(closestMatch(to: written, among: Self.keys) == meant)
    }

    @Test("Another word is not taken for a slip", arguments: ["weather", "x", "", "city", "kinship", "limit"])
    func otherWords(written: String) {
        #expect(closestMatch(to: written, among: Self.keys) == nil)
    }

    @Test("A swap of neighbours is nearer than two changed letters")
    func swap() {
        #expect(closestMatch(to: "abdc", among: ["abxx", "abcd"]) == "abcd")
    }

    @Test("Of equally near names the first is suggested, and a name of any length is answered at once")
    func ties() {
        #expect(closestMatch(to: "pool-c", among: ["pool-a", "pool-b"]) == "pool-a")
        #expect(closestMatch(to: String(repeating: "a", count: 1_000_000), among: Self.keys) == nil)
    }
}
