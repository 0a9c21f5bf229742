public import Postgres
public import Tenancy

/// Puts names to numbers, for the lists of all rooms, in one statement.
///
/// Without a key, with a key that others could read, or with the wrong one, the numbers stand alone and the note says why.
///
/// ```swift
/// let citizens = try CitizenDirectory(keys: session.keys, tenant: ishoj).summaries(of: numbers, &tx)
/// if let note = citizens.note { session.output.note(note) }
/// citizens.name(number)      // "Åse Ny", or "–"
/// ```
public struct CitizenDirectory: Sendable {
    private let keys: KeyRing
    private let tenant: TenantID

    /// Prepares a directory; keys are looked for when the first names are wanted.
    public init(keys: KeyRing, tenant: TenantID) {
        self.keys = keys
        self.tenant = tenant
    }

    /// The citizens with these numbers.
    public func summaries(
        of numbers: [CitizenNumber], _ tx: inout Transaction
    ) throws(PostgresError) -> CitizenSummaries {
        guard !numbers.isEmpty else { return CitizenSummaries([], note: nil) }
        let records = try CitizenRepository.records(of: Array(Set(numbers)), in: tenant, &tx)
        let (cipher, absence) = cipher()
        var note = absence.map { "names are not shown: \($0)" }
        let summaries = records.map { record in
            guard let cipher, let sealed = record.sealed, !record.facts.protectedAddress else {
                return CitizenSummary(record.facts, nil)
            }
            do {
                return CitizenSummary(record.facts, try cipher.open(sealed, of: record.facts.number))
            } catch {
                note =
                    "some names are not shown: \(record.facts.number) was sealed under other keys than \(keys.path(of: tenant))"
                return CitizenSummary(record.facts, nil)
            }
        }
        return CitizenSummaries(summaries, note: note)
    }

    private func cipher() -> (PersonCipher?, String?) {
        do {
            switch try keys.look(for: tenant) {
            case .found(let keys): return (PersonCipher(keys: keys), nil)
            case .absent(let why): return (nil, why)
            }
        } catch let refusal as Refusal {
            return (nil, [refusal.message, refusal.advice].compactMap(\.self).joined(separator: ". "))
        } catch {
            return (nil, "the key file can't be read")
        }
    }
}
