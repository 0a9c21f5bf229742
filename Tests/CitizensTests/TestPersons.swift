import Citizens
import Foundation
import Municipal
import PropertyTestSupport
import Testing

/// People who don't exist: administrative numbers, with 60 added to the day, and made-up names.
enum TestPersons {
    /// `count` different numbers as ten digits.
    static func numbers(_ count: Int, seed: UInt64) -> [String] {
        var generator = SeededGenerator(seed: seed)
        var numbers: Set<String> = []
        while numbers.count < count {
            let day = Int.random(in: 61...88, using: &generator)
            let month = Int.random(in: 1...12, using: &generator)
            let year = Int.random(in: 40...99, using: &generator)
            let rest = Int.random(in: 1000...3999, using: &generator)
            numbers.insert([day, month, year].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined() + "\(rest)")
        }
        return numbers.sorted()
    }

    static func identity(_ digits: String = "7603901234", _ name: String = "Åse Ny") throws -> Identity {
        Identity(cpr: try CPRNumber(parsing: digits), name: try PersonName(parsing: name))
    }
}

/// A folder that is gone after the test.
func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    var name = Array("/tmp/sluse-test.XXXXXX".utf8CString)
    _ = mkdtemp(&name)
    let folder = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}

func mode(_ path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
}
