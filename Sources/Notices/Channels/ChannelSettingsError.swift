/// A channel that can't be used as it is configured.
///
/// It is found when the daemon starts, before anything is sent.
public struct ChannelSettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what to do, for the person who wrote the settings.
    public let description: String

    /// Makes an error.
    ///
    /// - Parameter description: What is wrong and what to do.
    public init(_ description: String) {
        self.description = description
    }
}
