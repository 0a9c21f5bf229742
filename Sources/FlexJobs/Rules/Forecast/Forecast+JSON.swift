import Municipal

extension Forecast: Encodable {
    private enum CodingKeys: String, CodingKey {
        case name
        case years
        case waits
        case steadyStartsPerYear
    }

    /// Encodes the forecast; `steadyStartsPerYear` is a number with two decimals, or null without a limit.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(years, forKey: .years)
        try container.encode(waits, forKey: .waits)
        try container.encode(steadyStartsPerYear?.quotient, forKey: .steadyStartsPerYear)
    }
}

extension Forecast.Year: Encodable {
    private enum CodingKeys: String, CodingKey {
        case year
        case entered
        case exited
        case costOre
        case benefitWeeksAvoided
    }

    /// Encodes the year with its cost in øre.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(year, forKey: .year)
        try container.encode(entered, forKey: .entered)
        try container.encode(exited, forKey: .exited)
        try container.encode(cost, forKey: .costOre)
        try container.encode(benefitWeeksAvoided, forKey: .benefitWeeksAvoided)
    }
}

extension Forecast.Wait: Encodable {
    private enum CodingKeys: String, CodingKey {
        case position
        case day
        case days
    }

    /// Encodes the position; day and days are null if no place becomes free within the horizon.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(position, forKey: .position)
        try container.encode(day, forKey: .day)
        try container.encode(days, forKey: .days)
    }
}
