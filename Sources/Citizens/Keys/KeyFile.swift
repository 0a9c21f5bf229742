import Crypto
import Municipal
import Tenancy

/// The text of a key file.
///
/// ```text
/// # comments and empty lines are passed over
/// municipality 0183
/// lookup 64 hexadecimal digits
/// seal 1 64 hexadecimal digits
/// ```
///
/// `seal` may stand several times with different versions: the highest seals, all open. `lookup` stands once; another one
/// would find nobody who is there already.
enum KeyFile {
    /// What is wrong with a file: the line and one clause, nothing of what the line holds.
    struct Problem: Error, Equatable {
        let line: Int
        let clause: String
    }

    /// Writes keys.
    static func text(_ keys: MunicipalityKeys) -> String {
        var lines = [
            "# sluse: the keys of municipality \(keys.tenant). Whoever has them can read names and CPR numbers.",
            "# Mode 0600 in a folder of mode 0700. Back them up apart from the database: without them nobody can.",
            "municipality \(keys.tenant)",
            "lookup \(hexadecimal(keys.lookup))",
        ]
        for (version, key) in keys.sealing.sorted(by: { $0.key < $1.key }) {
            lines.append("seal \(version) \(hexadecimal(key))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads keys.
    ///
    /// - Parameters:
    ///   - text: What the file holds.
    ///   - tenant: Whose keys they should be.
    ///   - path: What to call the file in messages.
    /// - Throws: ``Problem`` at the first line that is not as it should be.
    static func read(
        _ text: String, of tenant: TenantID, path: String = "the key file"
    ) throws(Problem) -> MunicipalityKeys {
        var named = false
        var lookup: SymmetricKey?
        var sealing: [Int32: SymmetricKey] = [:]
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            switch (String(first), words.count) {
            case ("municipality", 2):
                guard let code = try? MunicipalityCode(parsing: String(words[1])), TenantID(code) == tenant else {
                    throw Problem(line: number, clause: "it belongs to another municipality")
                }
                named = true
            case ("lookup", 2):
                guard lookup == nil else { throw Problem(line: number, clause: "lookup stands twice") }
                lookup = try key(words[1], number)
            case ("seal", 3):
                guard let version = Int32(words[1]), version > 0, sealing[version] == nil else {
                    throw Problem(line: number, clause: "the version is no number from 1 up, or stands twice")
                }
                sealing[version] = try key(words[2], number)
            default:
                throw Problem(line: number, clause: "expected municipality CODE, lookup KEY or seal VERSION KEY")
            }
        }
        guard named, let lookup,
            let keys = MunicipalityKeys(tenant: tenant, sealing: sealing, lookup: lookup, file: path)
        else {
            throw Problem(line: number, clause: "it ends without municipality, lookup and seal")
        }
        return keys
    }

    private static func key(_ word: Substring, _ line: Int) throws(Problem) -> SymmetricKey {
        let digits = word.utf8.compactMap(digit)
        guard digits.count == 64, word.utf8.count == 64 else {
            throw Problem(line: line, clause: "the key is not 64 hexadecimal digits")
        }
        return SymmetricKey(data: stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func hexadecimal(_ key: SymmetricKey) -> String {
        let digits = Array("0123456789abcdef")
        return key.withUnsafeBytes { bytes in
            String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
        }
    }
}
