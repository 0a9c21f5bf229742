import Foundation
import Tenancy
import Testing

@testable import Citizens

@Suite("Keys in files")
struct KeyRingTests {
    private let ishoj = TenantID(rawValue: 183)
    private let aalborg = TenantID(rawValue: 851)

    @Test("Keys are made once, in a file of mode 0600 in a folder of mode 0700, and are read back")
    func made() async throws {
        try await withFolder { folder in
            let ring = KeyRing(folder: folder + "/config/keys")
            #expect(try ring.make(for: ishoj))
            #expect(mode(ring.folder) == 0o700)
            #expect(mode(ring.path(of: ishoj)) == 0o600)
            let before = try Data(contentsOf: URL(filePath: ring.path(of: ishoj)))
            #expect(try !ring.make(for: ishoj), "a second time makes nothing")
            #expect(try Data(contentsOf: URL(filePath: ring.path(of: ishoj))) == before)
            let keys = try ring.require(for: ishoj, "for this test")
            #expect(keys.version == 1 && keys.tenant == ishoj)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: ring.folder) == ["0183.keys"], "no draft is left")
        }
    }

    @Test("Two who make the same keys at once end with one pair of keys")
    func raced() async throws {
        try await withFolder { folder in
            let ring = KeyRing(folder: folder + "/keys")
            let made = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 { group.addTask { try ring.make(for: TenantID(rawValue: 183)) } }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(made == 1)
        }
    }

    @Test("A municipality without a file has no keys, and that is no error")
    func absent() async throws {
        try await withFolder { folder in
            let ring = KeyRing(folder: folder + "/keys")
            guard case .absent(let why) = try ring.look(for: aalborg) else {
                Issue.record("there are no keys")
                return
            }
            #expect(why.contains("0851.keys"))
            #expect(throws: Refusal.self) { try ring.require(for: aalborg, "to test") }
        }
    }

    @Test(
        "A file that others may read is refused, with the command that closes it",
        arguments: [0o644, 0o640, 0o604, 0o620])
    func openFile(_ open: Int) async throws {
        try await withFolder { folder in
            let ring = KeyRing(folder: folder + "/keys")
            try ring.make(for: ishoj)
            chmod(ring.path(of: ishoj), mode_t(open))
            let refusal = #expect(throws: Refusal.self) { try ring.look(for: ishoj) }
            #expect(
                refusal?.kind == .configuration && refusal?.advice == "Close it: chmod 0600 \(ring.path(of: ishoj))")
        }
    }

    @Test("A folder that others may enter is refused, for reading and for making")
    func openFolder() async throws {
        try await withFolder { folder in
            let ring = KeyRing(folder: folder + "/keys")
            try ring.make(for: ishoj)
            chmod(ring.folder, 0o755)
            #expect(throws: Refusal.self) { try ring.look(for: ishoj) }
            let refusal = #expect(throws: Refusal.self) { try ring.make(for: aalborg) }
            #expect(refusal?.advice == "Close it: chmod 0700 \(ring.folder)")
        }
    }

    @Test("A symbolic link in the place of the file is refused")
    func link() async throws {
        try await withFolder { folder in
            let ring = KeyRing(folder: folder + "/keys")
            try ring.make(for: ishoj)
            rename(ring.path(of: ishoj), folder + "/elsewhere")
            symlink(folder + "/elsewhere", ring.path(of: ishoj))
            let refusal = #expect(throws: Refusal.self) { try ring.look(for: ishoj) }
            #expect(refusal?.message.contains("symbolic link") == true)
        }
    }

    @Test("Another municipality's file under this one's name is refused")
    func swapped() async throws {
        try await withFolder { folder in
            let ring = KeyRing(folder: folder + "/keys")
            try ring.make(for: aalborg)
            rename(ring.path(of: aalborg), ring.path(of: ishoj))
            let refusal = #expect(throws: Refusal.self) { try ring.look(for: ishoj) }
            #expect(refusal?.message.contains("belongs to another municipality") == true)
        }
    }

    @Test("A folder that can't be written is refused with what to do")
    func unwritable() {
        let refusal = #expect(throws: Refusal.self) { try KeyRing(folder: "/proc/sluse/keys").make(for: ishoj) }
        #expect(refusal?.kind == .configuration && refusal?.advice?.contains("--keys") == true)
    }
}

@Suite("Keys of this database and of another")
struct KeyCheckTests {
    private let ishoj = TenantID(rawValue: 183)

    private func keys(lookup: String = "0a", seals: [Int: String] = [1: "0b"]) throws -> MunicipalityKeys {
        let lines = seals.map { "seal \($0.key) \(String(repeating: $0.value, count: 32))\n" }
        let text = "municipality 0183\nlookup \(String(repeating: lookup, count: 32))\n" + lines.joined()
        return try KeyFile.read(text, of: ishoj, path: "keys/0183.keys")
    }

    /// What a database holds after citizens were sealed with these keys.
    private func recorded(_ keys: MunicipalityKeys) -> [Int32: [UInt8]] { KeyCheck.values(of: keys) }

    @Test("The keys that were recorded are right, with a new version beside them too; before any was, all are")
    func right() throws {
        let before = recorded(try keys())
        #expect(KeyCheck.problem(with: try keys(), recorded: before) == nil)
        #expect(KeyCheck.problem(with: try keys(seals: [1: "0b", 2: "0c"]), recorded: before) == nil)
        #expect(KeyCheck.problem(with: try keys(lookup: "0d"), recorded: [:]) == nil)
    }

    @Test("Another key of the tokens, another sealing key and a lost version are each noticed, with the file's name")
    func wrong() throws {
        let before = recorded(try keys(seals: [1: "0b", 2: "0c"]))
        let others = [
            try keys(lookup: "0d", seals: [1: "0b", 2: "0c"]), try keys(seals: [1: "0d", 2: "0c"]),
            try keys(seals: [2: "0c"]),
        ]
        for other in others {
            let refusal = KeyCheck.problem(with: other, recorded: before)
            #expect(refusal?.kind == .configuration && refusal?.advice != nil)
            #expect(refusal?.message.hasPrefix("keys/0183.keys ") == true)
        }
        let lost = KeyCheck.problem(with: others[2], recorded: before)
        #expect(lost?.message.contains("'seal 1'") == true)
    }

    @Test("What is recorded differs in each place even for one key, and is not the key")
    func values() throws {
        let values = recorded(try keys(seals: [1: "0a", 2: "0a"]))
        #expect(Set(values.values).count == 3)
        #expect(!values.values.contains([UInt8](repeating: 0x0A, count: 32)))
    }
}

@Suite("The text of a key file")
struct KeyFileTests {
    private let ishoj = TenantID(rawValue: 183)
    private let key = String(repeating: "0a", count: 32)

    @Test("What is written is read back, with all versions; the highest seals")
    func roundTrip() throws {
        let text = "# note\n\nmunicipality 0183\nlookup \(key)\nseal 1 \(key)\nseal 3 \(key.uppercased())\n"
        let keys = try KeyFile.read(text, of: ishoj)
        #expect(keys.version == 3 && keys.sealing.keys.sorted() == [1, 3])
        let again = try KeyFile.read(KeyFile.text(keys), of: ishoj)
        #expect(again.sealing == keys.sealing && again.lookup == keys.lookup)
    }

    @Test("Whatever is not as it should be is named by its line, and nothing of the line is repeated")
    func malformed() {
        let cases: [(String, Int)] = [
            ("", 1), ("municipality 0183\n", 2), ("municipality 0851\n", 1), ("municipality Ishøj\n", 1),
            ("municipality 0183\nlookup \(key)\n", 3), ("municipality 0183\nlookup \(key.dropLast())\n", 2),
            ("municipality 0183\nlookup \(key)\nlookup \(key)\n", 3), ("lookup \(key) \(key)\n", 1),
            ("municipality 0183\nlookup \(key)\nseal 0 \(key)\n", 3), ("seal 1 \(key)\nseal 1 \(key)\n", 2),
            ("seal \(key)\n", 1), ("seal 1 \(key.dropLast(2))zz\n", 1), ("key \(key)\n", 1), ("\u{0}\n", 1),
        ]
        for (text, line) in cases {
            do {
                _ = try KeyFile.read(text, of: ishoj)
                Issue.record("\(text.debugDescription) was read")
            } catch {
                #expect(error.line == line, "\(text.debugDescription): \(error)")
                #expect(!error.clause.contains("0a0a"))
            }
        }
    }

    @Test("Printing, dumping and reflecting keys shows nothing of them")
    func hidden() throws {
        let keys = try KeyFile.read("municipality 0183\nlookup \(key)\nseal 1 \(key)\n", of: ishoj)
        var dumped = ""
        dump(keys, to: &dumped)
        for shown in ["\(keys)", String(reflecting: keys), dumped] {
            #expect(!shown.lowercased().contains("0a0a") && !shown.contains("10, 10"), "\(shown)")
        }
    }
}
