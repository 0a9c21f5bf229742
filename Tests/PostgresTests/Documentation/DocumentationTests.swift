import Foundation
import Postgres
import Testing

@Suite struct DocumentationTests {
    private static let here = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    private static let pages = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/Postgres/Documentation.docc")

    /// The lines of a text without what they are indented by.
    private func lines(of text: some StringProtocol) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
    }

    @Test("Every piece of Swift on the pages stands in a file that is compiled and run")
    func snippets() throws {
        let compiled = lines(of: try String(contentsOf: Self.here.appending(path: "Snippets.swift"), encoding: .utf8))
            .joined(separator: "\n")
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.pages.path).filter { $0.hasSuffix(".md") }
        var count = 0
        for name in names {
            let page = try String(contentsOf: Self.pages.appending(path: name), encoding: .utf8)
            for piece in page.components(separatedBy: "```swift\n").dropFirst() {
                let code = lines(of: piece.components(separatedBy: "```")[0]).joined(separator: "\n")
                    .trimmingCharacters(in: .newlines)
                #expect(compiled.contains(code), "\(name): \(code)")
                count += 1
            }
        }
        #expect(count > 10)
    }

    @Test("What the pages show does what they say")
    func running() async throws {
        // A database of its own, because the pages give their tables plain names.
        let name = TestServer.uniqueName("tutorial")
        let configuration = try TestServer.configuration()
        try await Connection.withConnection(configuration) { try $0.execute("CREATE DATABASE \(identifier: name)") }
        let database = Database(Database.Configuration(conninfo: "dbname=\(name)"))
        do {
            try await database.transaction { tx in
                try tx.execute("CREATE TABLE pool (id int8 GENERATED ALWAYS AS IDENTITY, title text, places int4)")
                let id = try tx.one(PoolStatements.insert("Mikrofleks", places: 20))
                #expect(id == 1)
                let (titles, places, grade) = try Snippets.statements(&tx)
                #expect(titles == ["Mikrofleks"] && places.map(\.town) == ["Ishøj"] && grade == .high)
            }
            try await Snippets.transactions(database)
            let (places, first, lines) = try await database.transaction { try Snippets.streaming(&$0) }
            #expect(places == 71 && first.map(\.id) == [1, 2])
            #expect(lines == ["Mikrofleks,20", "Mikrofleks II,20", "Mikrofleks,1", "Piloten,30"])
            let titles = try await Snippets.deadlines(database)
            #expect(titles.count == 7)
            try await Snippets.errors(database)
            let (id, large) = try await Snippets.gettingStarted("dbname=\(name)")
            #expect(large.count == 7 && large.last?.id == id)
        } catch {
            Issue.record(error)
        }
        await database.close()
        try await Connection.withConnection(configuration) {
            try $0.execute("DROP DATABASE \(identifier: name) WITH (FORCE)")
        }
    }
}
