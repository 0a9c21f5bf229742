/// The statements that a connection has prepared on the server: a bounded cache, the least recently used goes first.
///
/// A statement's name is made from its text and parameter types, so it is the same on every connection and in every process.
struct StatementCache {
    /// What makes two statements the same: the text, and the types of the parameters but not their values.
    private struct Key: Hashable {
        let text: String
        let slots: [SQL.Slot]

        static func == (left: Key, right: Key) -> Bool {
            left.slots.count == right.slots.count
                && zip(left.slots, right.slots).allSatisfy { $0.type == $1.type } && left.text == right.text
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(text)
        }
    }

    private struct Entry {
        let name: String
        var lastUse: UInt64
    }

    private var entries: [Key: Entry] = [:]
    private var uses: UInt64 = 0
    /// What was asked for last: the same statement is often run many times in a row, and comparing is cheaper than hashing.
    private var latest: (key: Key, name: String)?
    private let limit: Int
    /// Whether the server still holds statements that this cache has forgotten.
    private(set) var needsReset = false

    init(limit: Int) {
        self.limit = max(2, limit)
    }

    var count: Int { entries.count }

    /// The name under which the statement is prepared, if it is.
    mutating func name(of sql: SQL) -> String? {
        let key = Key(text: sql.text, slots: sql.slots)
        if let latest, latest.key == key { return latest.name }
        guard let index = entries.index(forKey: key) else { return nil }
        uses += 1
        entries.values[index].lastUse = uses
        let name = entries.values[index].name
        latest = (key, name)
        return name
    }

    /// The name a statement will have when it is prepared.
    func newName(for sql: SQL) -> String {
        var name = Self.contentName(sql)
        while entries.values.contains(where: { $0.name == name }) { name += "_" }
        return name
    }

    /// The name of the statement that has to go before another is prepared, if the cache is full.
    var victim: String? {
        guard entries.count >= limit else { return nil }
        return entries.values.min { $0.lastUse < $1.lastUse }?.name
    }

    mutating func didPrepare(_ sql: SQL, as name: String) {
        latest = nil
        uses += 1
        entries[Key(text: sql.text, slots: sql.slots)] = Entry(name: name, lastUse: uses)
    }

    mutating func didDeallocate(_ name: String) {
        latest = nil
        if let index = entries.values.firstIndex(where: { $0.name == name }) { entries.remove(at: index) }
    }

    /// Forgets every statement; the server is told with the next request that prepares one.
    mutating func forgetAll() {
        needsReset = needsReset || !entries.isEmpty
        latest = nil
        entries.removeAll(keepingCapacity: true)
    }

    mutating func didReset() { needsReset = false }

    /// The server may hold statements that are not here: all are forgotten, there with the next request that prepares one.
    mutating func distrust() {
        needsReset = true
        latest = nil
        entries.removeAll(keepingCapacity: true)
    }

    /// The 128-bit FNV-1a hash of the text and the parameter types, in hexadecimal behind an `s`.
    static func contentName(_ sql: SQL) -> String {
        var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
        func mix(_ byte: UInt8) { hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b }
        sql.text.utf8.forEach(mix)
        for slot in sql.slots { withUnsafeBytes(of: slot.type.littleEndian) { $0.forEach(mix) } }
        let digits = String(hash, radix: 16)
        return "s" + String(repeating: "0", count: 32 - digits.count) + digits
    }
}
