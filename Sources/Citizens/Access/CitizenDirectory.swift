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
        let (cipher, absence) = try cipher(&tx)
        var note = absence.map { "names are not shown: \($0)" }
        let summaries = records.map { record in
            guard let cipher, let sealed = record.sealed, !record.facts.protectedAddress else {
                return CitizenSummary(record.facts, nil)
            }
            do {
                return CitizenSummary(record.facts, try cipher.open(sealed, of: record.facts.number))
            } catch {
                note =
                    "some names are not shown: what is sealed of \(record.facts.number) was altered or moved"
                return CitizenSummary(record.facts, nil)
            }
        }
        return CitizenSummaries(summaries, note: note)
    }

    private func cipher(_ tx: inout Transaction) throws(PostgresError) -> (PersonCipher?, String?) {
        let finding: KeyRing.Finding
        do {
            finding = try keys.look(for: tenant)
        } catch let refusal as Refusal {
            return (nil, Self.note(refusal))
        } catch {
            return (nil, "the key file can't be read")
        }
        switch finding {
        case .absent(let why): return (nil, why)
        case .found(let keys):
            if let problem = try KeyCheck.problem(with: keys, &tx) { return (nil, Self.note(problem)) }
            return (PersonCipher(keys: keys), nil)
        }
    }

    private static func note(_ refusal: Refusal) -> String {
        [refusal.message, refusal.advice].compactMap(\.self).joined(separator: ". ")
    }
}
