import Declarations
import Municipal
public import Postgres

extension MunicipalityRepository {
    /// Finds the municipality somebody names: by slug (`ishoj`), code (`0183`, `183`) or name (`Ishøj`).
    ///
    /// Names are compared in NFC and without regard to case, so that a name typed on a Mac (NFD) is the same name.
    ///
    /// - Throws: ``Refusal`` of kind `.usage` with the nearest name, where there is one.
    public static func resolve(_ words: String, _ tx: inout Transaction) throws -> Municipality {
        try pick(words, among: try all(&tx))
    }

    /// The choice behind ``resolve(_:_:)``, without a database.
    public static func pick(_ words: String, among municipalities: [Municipality]) throws(Refusal) -> Municipality {
        let wanted = TextLine.composed(words).lowercased()
        let code = Int32(wanted)
        if let found = municipalities.first(where: {
            $0.slug == wanted || $0.name.lowercased() == wanted || $0.id.rawValue == code
        }) {
            return found
        }
        let nearest = closestMatch(to: wanted, among: municipalities.flatMap { [$0.slug, $0.name] })
        let advice =
            if let nearest {
                "Did you mean '\(nearest)'?"
            } else if municipalities.isEmpty {
                "There is no municipality yet: make one with `sluse apply -f FILE`."
            } else {
                "`sluse municipality list` shows which there are."
            }
        throw Refusal(.usage, "no municipality is called \(Redaction.quoted(words))", advice: advice)
    }
}
