import Declarations
import PropertyTestSupport
import Testing

@Suite("Files with random damage")
struct MutationTests {
    @Test("Whatever is done to a valid file, it is read or refused with a place inside it, and nothing crashes")
    func mutations() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let valid = Array(PoolSample.valid.utf8)
        for round in 0..<4_000 {
            let bytes = damage(valid, &random)
            let lines = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 1
            do throws(DeclarationFailure) {
                let pools = try DeclarationReader().read(bytes, named: "f.yaml", as: PoolSample.file)
                #expect(pools.allSatisfy { 1...500 ~= $0.capacity }, "seed \(seed), round \(round)")
            } catch {
                #expect(!error.errors.isEmpty, "seed \(seed), round \(round)")
                #expect(
                    error.errors.allSatisfy { 1...lines + 1 ~= $0.line && $0.column >= 1 },
                    "seed \(seed), round \(round): \(error)")
            }
        }
    }

    private func damage(_ valid: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        let tokens = [
            "&a ", "*a", "? ", "<<: ", "!!int ", "- ", ": ", "[", "]", "{", "}", "\"", "'", "|", ">", "\t", "\n",
            "---\n",
            "...", "%TAG", "#", "\u{FEFF}", "\u{0}", "\u{85}", "\\", "\\u0000", "æ", "a\u{30A}", "null",
        ]
        var bytes = valid
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let at = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes.insert(contentsOf: tokens.randomElement(using: &random)?.utf8 ?? "".utf8, at: at)
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: at)
            case 2: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 0...12, using: &random)))
            case 3: bytes = Array(bytes[..<at])
            default:
                let from = Int.random(in: 0...bytes.count, using: &random)
                bytes.insert(contentsOf: Array(bytes[from..<min(bytes.count, from + 40)]), at: at)
            }
        }
        return bytes
    }
}
