public import Postgres

/// Something that takes what the client tells of itself.
public protocol Observer: Sendable {
    /// Takes one event. It is called on the thread of a connection, which works on nothing else meanwhile.
    func observe(_ observation: Observation)
}

extension Database.Configuration {
    /// Tells these observers whatever happens, besides whoever is told already.
    ///
    /// ```swift
    /// configuration.observe(with: ClientLog(logger), ClientMetrics(), ClientTraces(tracer))
    /// ```
    public mutating func observe(with observers: any Observer...) {
        connection.observe(with: observers)
    }
}

extension ConnectionSettings {
    /// Tells these observers whatever happens on the connection, besides whoever is told already.
    public mutating func observe(with observers: [any Observer]) {
        let earlier = observe
        observe = { observation in
            earlier?(observation)
            for observer in observers { observer.observe(observation) }
        }
    }
}
