import Crypto
public import Municipal

/// A SHA-256 hash over everything a settlement reads, so that the same input can be recognised.
///
/// The bytes that are hashed, one value after the other in the order the rules read them:
///
/// | value | bytes |
/// | --- | --- |
/// | the beginning | the text `sluse settlement input 1` |
/// | nothing | `0` |
/// | a whole number | `1`, then eight bytes, the highest first, negative ones in two's complement |
/// | a text | `2`, then the number of its bytes as eight bytes, then its bytes in UTF-8 in composed form |
/// | a list | `3`, then the number of its members as eight bytes, then each member |
///
/// A day is the number of days since 1970-01-01, an amount its øre, a yes `1` and a no `0`, a set of weeks the list of its
/// runs, each with its first week and the one after its last. As every value says its kind and length, two different
/// inputs never have the same bytes. What each value consists of stands beside it in `InputHash+….swift`.
public struct InputHash: Sendable {
    private var hasher = SHA256()
    private var buffer: [UInt8] = []

    /// A hash of nothing yet.
    public init() {
        buffer.reserveCapacity(InputHash.flushedAt + 64)
        add("sluse settlement input 1")
    }

    /// Adds a whole number.
    public mutating func add(_ number: Int64) {
        begin(1)
        append(number)
    }

    /// Adds a whole number, or that there is none.
    public mutating func add(_ number: Int?) {
        guard let number else { return begin(0) }
        add(Int64(number))
    }

    /// Adds a text.
    public mutating func add(_ text: String) {
        begin(2)
        // A lone ASCII text is composed already, and most are.
        let utf8 = Array((text.utf8.allSatisfy { $0 < 128 } ? text : TextLine.composed(text)).utf8)
        append(Int64(utf8.count))
        buffer += utf8
    }

    /// Adds the beginning of a list with so many members, which have to follow.
    public mutating func beginList(_ count: Int) {
        begin(3)
        append(Int64(count))
    }

    /// Adds a day, or that there is none.
    public mutating func add(_ day: Day?) { add(day.map { Int($0.daysSinceEpoch) }) }

    /// Adds an amount, or that there is none.
    public mutating func add(_ amount: Money?) {
        guard let amount else { return begin(0) }
        add(amount.ore)
    }

    /// Adds a yes or a no.
    public mutating func add(_ answer: Bool) { add(Int64(answer ? 1 : 0)) }

    /// Adds a set of weeks.
    public mutating func add(_ weeks: WeekSet) {
        let runs = weeks.runs
        beginList(runs.count)
        for run in runs { add(run) }
    }

    /// Adds weeks in a row.
    public mutating func add(_ weeks: Range<Int>) {
        add(Int64(weeks.lowerBound))
        add(Int64(weeks.upperBound))
    }

    /// The hash of all that was added, as 64 hexadecimal digits. More can be added afterwards.
    public func hexadecimal() -> String {
        var hasher = hasher
        hasher.update(data: buffer)
        let digits = Array("0123456789abcdef".utf8)
        let text = hasher.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    private static let flushedAt = 16_384

    private mutating func begin(_ kind: UInt8) {
        if buffer.count >= InputHash.flushedAt {
            hasher.update(data: buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        buffer.append(kind)
    }

    private mutating func append(_ number: Int64) {
        withUnsafeBytes(of: number.bigEndian) { buffer += $0 }
    }
}
