import Foundation
import Tenancy
import TestSupport
import Testing

/// A folder with keys and a database with a pool, for one test of `sluse`.
struct SluseHouse: Sendable {
    /// The CPR number of Ishøj's B-1, of Aalborg's B-1 and of nobody.
    static let knownHere = "6511681111"
    static let knownInAalborg = "6302712323"
    static let knownNowhere = "7108862424"

    /// Ishøj with one pool of five places.
    static let configuration = """
        municipality:
          code: "0183"
          slug: ishoj
          name: Ishøj
          contact: jobcenter@ishoj.example
        pools:
          - slug: mikrofleks
            title: Mikrofleksjob
            kind: flex-job
            weekly-hours: { below: 10 }
            pauses-move-end: true
            notices: [90]
            answer-days: 14
            priority-classes: [ordinary]
            capacity:
              - { from: 2020-01-01, places: 5 }
            limit:
              - { from: 2020-01-01, months: none }
            target-groups:
              - { code: "9", from: 2020-01-01 }

        """

    let folder: URL
    let database: TestDatabase

    /// Runs the body in a new folder, with Ishøj configured and a B-1 in each municipality.
    static func with(_ body: @Sendable (SluseHouse) async throws -> Void) async throws {
        try await TestDatabase.with { database in
            let folder = FileManager.default.temporaryDirectory.appending(path: "sluse-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let house = SluseHouse(folder: folder, database: database)
            try house.makeKeys()
            try house.write(configuration, to: "ishoj.yaml")
            let person = ["citizen", "add", "--target-group", "9", "--target-group-from", "2020-01-01"]
            let here = "\(knownHere)\nKarl Åge Møller\n"
            let there = "\(knownInAalborg)\nHanne Krog\n"
            for ending in [
                try await house.sluse(["apply", "-f", "ishoj.yaml"], as: .administrator),
                try await house.sluse(person, input: here),
                try await house.sluse(person + ["--municipality", "aalborg"], as: .aalborgCaseworker, input: there),
            ] {
                try #require(ending.status == 0, "\(ending.testDescription)")
            }
            try await body(house)
        }
    }

    /// Runs `sluse` in the folder, in Ishøj unless the arguments say otherwise.
    func sluse(
        _ arguments: [String], as login: TestLogin = .ishojCaseworker, input: String = "",
        _ more: [String: String] = [:]
    ) async throws -> SluseProcess.Ending {
        var variables = database.environment(as: login)
        variables["SLUSE_KEYS"] = "keys"
        variables["SLUSE_MUNICIPALITY"] = "ishoj"
        return try await SluseProcess.run(
            arguments, environment: variables.merging(more) { $1 }, input: input, in: folder)
    }

    /// Runs `sluse` with something bad: it says so in one clear line on standard error alone, and changes nothing.
    func refused(
        _ arguments: [String], as login: TestLogin = .ishojCaseworker, input: String = "",
        _ more: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> SluseProcess.Ending {
        let before = try await contents()
        let ending = try await sluse(arguments, as: login, input: input, more)
        let lines = ending.errors.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(ending.output.isEmpty, sourceLocation: sourceLocation)
        #expect(lines.first?.hasPrefix("sluse: ") == true, "\(ending.errors)", sourceLocation: sourceLocation)
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("  ") }, "\(ending.errors)", sourceLocation: sourceLocation)
        #expect(try await contents() == before, "it changed something", sourceLocation: sourceLocation)
        return ending
    }

    /// A line for each table, which is another one when anything in the table is.
    func contents() async throws -> [String] {
        try await SluseFixtureRepository.contents(try await database.superuser())
    }

    /// Writes a file into the folder.
    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    /// Puts the keys of another database in the place of Ishøj's.
    func replaceKeys() throws {
        try writeKeys(of: TestDatabase.ishoj)
    }

    /// Makes a file of 50 MB that takes no room on the disk.
    func writeHugeFile(to name: String) throws {
        try write("", to: name)
        let file = try FileHandle(forWritingTo: folder.appending(path: name))
        try file.truncate(atOffset: 50_000_000)
        try file.close()
    }

    /// The test database has its municipalities already, so `sluse apply` makes no keys for them.
    private func makeKeys() throws {
        let keys = folder.appending(path: "keys")
        try FileManager.default.createDirectory(
            at: keys, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for tenant in [TestDatabase.ishoj, TestDatabase.aalborg] { try writeKeys(of: tenant) }
    }

    private func writeKeys(of tenant: TenantID) throws {
        let file = folder.appending(path: "keys/\(tenant).keys")
        let text = "municipality \(tenant)\nlookup \(Self.randomKey())\nseal 1 \(Self.randomKey())\n"
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: file.path(percentEncoded: false))
    }

    private static func randomKey() -> String {
        (0..<64).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()
    }
}
