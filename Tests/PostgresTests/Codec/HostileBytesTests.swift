import FoundationEssentials
import PropertyTestSupport
import Testing

@testable import Postgres

/// Whatever bytes come under whatever type, a decoder gives a value or an error: it never traps and never reads past them.
@Suite struct HostileBytesTests {
    private static let readers: [any PostgresDecodable.Type] = [
        Bool.self, Int16.self, Int.self, Double.self, Float.self, String.self, Data.self, UUID.self, UInt8.self,
        PostgresDate.self, PostgresTime.self, PostgresDateTime.self, PostgresTimestamp.self, PostgresInterval.self,
        PostgresJSON.self, PostgresNumeric.self, [Int32?].self, [String].self, [UInt8].self, [Pair].self, Pair.self,
        PostgresRange<Int32>.self, PostgresMultirange<PostgresNumeric>.self,
    ]

    /// Reads and prints a value: printing takes it apart too.
    private func read(
        _ type: any PostgresDecodable.Type, _ bytes: UnsafeRawBufferPointer, as oid: UInt32
    ) throws(PostgresError) {
        let value: any PostgresDecodable = try type.init(from: PostgresValue(bytes: bytes, type: oid))
        _ = String(describing: value)
        if let number = value as? PostgresNumeric { _ = number.units(decimals: 2) }
    }

    private static let types: [UInt32] = [
        16, 17, 18, 20, 21, 23, 25, 114, 700, 701, 1000, 1007, 1009, 1082, 1083, 1114, 1184, 1186, 1700, 2249, 2287,
        2950,
        3802, 3904, 3906, 4451, 4532, 16_500,
    ]

    @Test("Random bytes never trap a decoder")
    func random() {
        var random = SeededGenerator()
        var count = 0
        for _ in 0..<30_000 {
            // Small numbers at the places of counts and lengths get further into a decoder than pure noise does.
            let bytes = (0..<Int.random(in: 0...48, using: &random)).map { _ -> UInt8 in
                Bool.random(using: &random)
                    ? UInt8.random(in: 0...4, using: &random) : .random(in: 0...255, using: &random)
            }
            guard let type = Self.types.randomElement(using: &random),
                let reader = Self.readers.randomElement(using: &random)
            else { continue }
            bytes.withUnsafeBytes { raw in
                do throws(PostgresError) {
                    try read(reader, raw, as: type)
                    count += 1
                } catch {
                    if error.code != .decoding { Issue.record("\(error), seed \(random.seed)") }
                }
            }
        }
        #expect(count > 0, "seed \(random.seed)")
    }

    @Test("A value of another type is not taken for an array, whatever its bytes")
    func notAnArray() {
        // An interval of nothing looks like an array without dimensions.
        withUnsafeBytes(of: (UInt64(0), UInt64(0))) { raw in
            _ = #expect(throws: PostgresError.self) { try read([Int].self, raw, as: 1186) }
        }
    }
}

private struct Pair: PostgresComposite {
    let first: Int32?
    let second: String?
    init(fields: inout PostgresFields) throws(PostgresError) {
        first = try fields.next()
        second = try fields.next()
    }
}
