import Foundation

/// What `swift package dump-package` says of this package: its targets and what each depends on.
struct PackageDump: Decodable {
    let targets: [Target]

    struct Target: Decodable {
        let name: String
        let type: String
        let dependencies: [Dependency]
    }

    /// A dependency is an object with one key, the kind, and a list that begins with the name.
    struct Dependency: Decodable {
        let name: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            let kinds = try container.decode([String: [Part]].self)
            guard case .name(let name)? = kinds.values.first?.first else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "a dependency without a name")
            }
            self.name = name
        }
    }

    private enum Part: Decodable {
        case name(String)
        case other

        init(from decoder: any Decoder) throws {
            self = (try? decoder.singleValueContainer().decode(String.self)).map(Part.name) ?? .other
        }
    }

    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    /// Asks the package manager, in a folder of its own: the one in the checkout is locked while the tests run.
    static func read() throws -> PackageDump {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "sluse-dump-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "swift", "package", "--package-path", Checkout.root.path, "--scratch-path", scratch.path, "dump-package",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.standardError
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(description: "swift package dump-package ended with \(process.terminationStatus)")
        }
        return try JSONDecoder().decode(PackageDump.self, from: data)
    }
}
