/// Finds the name that somebody probably meant.
///
/// Compares by Damerau–Levenshtein distance (optimal string alignment: insertion, deletion, substitution and a swap of
/// neighbours each cost one), without regard to case. A name further away than a third of the longer of the two is no
/// match, so that a suggestion is only made where it helps. Of equally near names the first wins.
///
/// ```swift
/// closestMatch(to: "capcity", among: ["kind", "capacity"])  // "capacity"
/// closestMatch(to: "weather", among: ["kind", "capacity"])  // nil
/// ```
public func closestMatch(to name: String, among candidates: some Sequence<String>) -> String? {
    // Nobody names anything at such length; the bound keeps a hostile name from costing time.
    let longest = 64
    let wanted = Array(name.lowercased().prefix(longest + 1))
    guard wanted.count <= longest else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates {
        let offered = Array(candidate.lowercased().prefix(longest + 1))
        guard offered.count <= longest else { continue }
        let distance = alignmentDistance(wanted, offered)
        guard distance <= max(1, max(wanted.count, offered.count) / 3), distance < min(wanted.count, offered.count)
        else { continue }
        if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
}

/// The optimal string alignment distance, by three rows of the usual table.
private func alignmentDistance(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in a.indices {
        var row = [i + 1]
        row.reserveCapacity(b.count + 1)
        for j in b.indices {
            var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
            row.append(cost)
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}
