import Municipal

extension ForecastSimulation.Percentiles: Encodable where Value: Encodable {
    private enum CodingKeys: String, CodingKey {
        case p10
        case p50
        case p90
    }

    /// Encodes the three values; for a wait, null is not within the horizon.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(p10, forKey: .p10)
        try container.encode(p50, forKey: .p50)
        try container.encode(p90, forKey: .p90)
    }
}

extension ForecastSimulation.Year: Encodable {
    private enum CodingKeys: String, CodingKey {
        case year
        case entered
        case exited
        case costOre
    }

    /// Encodes the year with its cost in øre.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(year, forKey: .year)
        try container.encode(entered, forKey: .entered)
        try container.encode(exited, forKey: .exited)
        try container.encode(cost, forKey: .costOre)
    }
}
