/// How many places may be offered to the waiting list now.
public enum OfferablePlaces {
    /// Free places that are neither offered already nor about to be closed.
    ///
    /// - Parameters:
    ///   - openSeats: Places that exist on the day.
    ///   - taken: Of these, the ones that are occupied or promised to an accepted offer.
    ///   - openOffers: Offers made and not yet answered.
    ///   - capacity: The lowest adopted capacity from the day until the place can be taken: places above it are not
    ///     offered again, and neither are those a smaller capacity will close while the answer is awaited.
    public static func count(openSeats: Int, taken: Int, openOffers: Int, capacity: Int) -> Int {
        max(0, min(openSeats, capacity) - taken - openOffers)
    }
}
