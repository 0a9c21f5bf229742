import Municipal

extension Refusal {
    /// Refuses a name that nothing has, in the same words whether nothing has it at all or only another municipality.
    ///
    /// - Parameters:
    ///   - what: The kind of thing with no article: `pool`, `decision`.
    ///   - name: What the person typed; shown cleaned, and masked where it looks like a CPR number.
    ///   - advice: How to see what there is.
    public static func notFound(_ what: String, _ name: String, advice: String? = nil) -> Refusal {
        Refusal(.badData, "no \(what) is called \(Redaction.quoted(name))", advice: advice)
    }

    /// Refuses to write over what someone else changed between reading and writing.
    public static func changedMeanwhile(_ what: String) -> Refusal {
        Refusal(.tryAgain, "\(what) was changed by someone else meanwhile", advice: "Look at it and try again.")
    }
}
