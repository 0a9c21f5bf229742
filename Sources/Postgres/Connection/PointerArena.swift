/// The arrays that libpq wants beside a statement's values, kept from call to call so that a statement allocates none.
struct PointerArena {
    private var types: [UInt32] = []
    private var values: [UnsafePointer<CChar>?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    /// Lends pointers to the parameters of `sql`; they are valid during `body` only.
    mutating func withPointers<Result>(_ sql: SQL, _ body: (ParameterPointers) -> Result) -> Result {
        guard !sql.slots.isEmpty else {
            return body(ParameterPointers(count: 0, types: nil, values: nil, lengths: nil, formats: nil))
        }
        return sql.values.bytes.withUnsafeBytes { arena in
            fill(sql.slots, arena)
            defer { values.removeAll(keepingCapacity: true) }
            return types.withUnsafeBufferPointer { types in
                values.withUnsafeBufferPointer { values in
                    lengths.withUnsafeBufferPointer { lengths in
                        formats.withUnsafeBufferPointer { formats in
                            body(
                                ParameterPointers(
                                    count: Int32(sql.slots.count), types: types.baseAddress, values: values.baseAddress,
                                    lengths: lengths.baseAddress, formats: formats.baseAddress))
                        }
                    }
                }
            }
        }
    }

    private mutating func fill(_ slots: [SQL.Slot], _ arena: UnsafeRawBufferPointer) {
        types.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        var start: Int32 = 0
        for slot in slots {
            types.append(slot.type)
            guard slot.end >= 0 else {
                values.append(nil)
                lengths.append(0)
                continue
            }
            // An empty value needs an address too, because no address means NULL; its length keeps libpq from reading it.
            let address = arena.baseAddress.map { $0 + Int(start) } ?? UnsafeRawPointer(bitPattern: 1)
            values.append(address?.assumingMemoryBound(to: CChar.self))
            lengths.append(slot.end - start)
            start = slot.end
        }
        while formats.count < slots.count { formats.append(1) }
    }
}
