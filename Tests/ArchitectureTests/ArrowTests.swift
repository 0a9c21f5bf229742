import Testing

@Suite("The arrows between the rooms")
struct ArrowTests {
    let table: ArrowTable
    let package: PackageDump

    init() throws {
        let architecture = try Checkout.files().first { $0.path == "ARCHITECTURE.md" }
        table = try ArrowTable(#require(architecture).text)
        package = try PackageDump.read()
    }

    @Test("Every dependency in Package.swift is an arrow in ARCHITECTURE.md")
    func dependencies() {
        let targets = package.targets.filter { $0.type != "test" }
        #expect(!targets.isEmpty)
        for target in targets {
            guard let allowed = table.allowed[target.name] else {
                Issue.record("\(target.name) has no row in the table of arrows in ARCHITECTURE.md")
                continue
            }
            for dependency in target.dependencies where !allowed.contains(dependency.name) {
                Issue.record("\(target.name) → \(dependency.name) is not an arrow in ARCHITECTURE.md")
            }
        }
    }

    @Test("Every row in ARCHITECTURE.md is a target in Package.swift")
    func rows() {
        let targets = Set(package.targets.map(\.name))
        #expect(table.allowed.keys.filter { !targets.contains($0) }.sorted() == [])
    }

    @Test("No file imports a room that its own room has no arrow to")
    func imports() throws {
        // The package manager lets a file import what a dependency depends on; the table does not.
        let rooms = Set(package.targets.map(\.name))
        for file in try Checkout.files(under: "Sources") where file.path.hasSuffix(".swift") {
            let room = String(file.path.split(separator: "/")[1])
            for imported in file.imports where rooms.contains(imported) && imported != room {
                if table.allowed[room]?.contains(imported) == true { continue }
                Issue.record("\(file) imports \(imported), and \(room) has no arrow to it")
            }
        }
    }

    @Test("Modules of features do not know each other")
    func features() {
        let features: Set = ["FlexJobs", "Programmes", "Activation", "Placements", "SocialClauses"]
        for (target, allowed) in table.allowed where features.contains(target) {
            #expect(allowed.intersection(features) == [], "\(target)")
        }
    }

    @Test("libpq is imported in one folder only")
    func libpq() throws {
        let importers = try Checkout.files(under: "Sources").filter { $0.imports.contains("CLibPQ") }
        #expect(importers.filter { !$0.path.hasPrefix("Sources/Postgres/LibPQ/") }.map(\.path) == [])
    }
}

extension Checkout.File {
    /// The modules a Swift file imports, whatever stands before the word.
    var imports: [String] {
        guard path.hasSuffix(".swift") else { return [] }
        let declarations: Set = ["struct", "class", "enum", "protocol", "func", "let", "var", "typealias"]
        return lines.compactMap { line in
            let words = line.split { $0 == " " || $0 == "." }
            guard let at = words.firstIndex(of: "import"), at <= 3, !line.isComment else { return nil }
            return words[(at + 1)...].first { !declarations.contains(String($0)) }.map(String.init)
        }
    }
}
