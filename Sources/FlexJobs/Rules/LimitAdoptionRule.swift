public import Municipal

/// What a newly adopted limit does to a person who is already inside.
public enum LimitAdoptionRule {
    /// The new end, exclusive.
    ///
    /// A limit that gives as long as the present end, or longer, is a relaxation and holds at once. A shorter one never
    /// ends the coverage before the transition notice has passed, and never later than the present end. Examples, for a
    /// limit of 24 months from 1 March 2025 with 6 months' notice and nobody with an end: who came on 1 February 2016
    /// leaves on 1 September 2025, who came on 1 June 2024 on 1 June 2026.
    ///
    /// - Parameters:
    ///   - computed: First day plus the limit, with granted extensions and pauses.
    ///   - current: The present end, or `nil` if there is none.
    ///   - noticeEnd: The effective day plus the months of notice.
    public static func end(computed: Day, current: Day?, noticeEnd: Day) -> Day {
        // If the limit gives more than the present end, that is the larger of the two whatever the notice.
        max(computed, DateSpan.earlier(current, noticeEnd) ?? noticeEnd)
    }
}
