import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// Notices posted to a web address as signed JSON.
///
/// Headers: `Idempotency-Key` (the key of the notice, the same each time it is offered) and `Sluse-Signature`
/// (`t=<seconds>,v1=<HMAC-SHA-256 in hex over "<seconds>." and the body>`).
///
/// An answer of 2xx is the receipt. 408, 429, 3xx, 5xx and silence mean later; any other 4xx means never.
public struct WebhookChannel: NoticeChannel {
    private let address: String
    private let signature: WebhookSignature
    private let client: HTTPClient
    private let seconds: @Sendable () -> Int

    /// Prepares the channel; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - url: Where to post: `https`, or `http` on this machine.
    ///   - secret: The secret shared with the receiver.
    /// - Throws: ``ChannelSettingsError`` if the address is not one of those.
    public init(url: String, secret: SecretFile) throws(ChannelSettingsError) {
        try self.init(url: url, secret: secret) { Int(Date().timeIntervalSince1970) }
    }

    /// The same with the clock of the signature: seconds since 1970.
    init(url: String, secret: SecretFile, seconds: @escaping @Sendable () -> Int) throws(ChannelSettingsError) {
        guard let parts = URL(string: url), let host = parts.host, !host.isEmpty else {
            throw ChannelSettingsError("the webhook address \"\(url)\" is not a web address")
        }
        guard parts.scheme == "https" || (parts.scheme == "http" && Self.loopback.contains(host)) else {
            throw ChannelSettingsError("the webhook address must begin with https:// (http:// only for this machine)")
        }
        address = url
        signature = WebhookSignature(secret)
        self.seconds = seconds
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(5), read: .seconds(10), write: .seconds(10)))
        // The outbox has its own patience.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// The name of the channel: `webhook`.
    public var name: String { "webhook" }

    /// Connecting and the answer together may take this long.
    public var timeLimit: Duration { .seconds(10) }

    /// Posts the notice.
    ///
    /// - Parameter notice: The notice.
    /// - Returns: The status of the answer.
    /// - Throws: ``DeliveryFailure`` by the rules above.
    public func send(_ notice: OutgoingNotice) async throws(DeliveryFailure) -> String {
        let status: Int
        do {
            let body = try WebhookBody(notice).bytes()
            var request = HTTPClientRequest(url: address)
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/json")
            request.headers.add(name: "User-Agent", value: "sluse")
            request.headers.add(name: "Idempotency-Key", value: notice.keyText)
            request.headers.add(name: "Sluse-Signature", value: signature.header(for: body, at: seconds()))
            request.body = .bytes(body)
            // Only the status counts: the rest of the answer is not waited for.
            status = Int(try await client.execute(request, timeout: .seconds(10)).status.code)
        } catch {
            throw DeliveryFailure(.retry, "the webhook was not reached (\(Self.cause(error)))")
        }
        switch status {
        case 200...299: return "HTTP \(status)"
        case 408, 429: throw DeliveryFailure(.retry, "the webhook answered \(status): not now")
        case 400...499: throw DeliveryFailure(.giveUp, "the webhook answered \(status): refused for good")
        default: throw DeliveryFailure(.retry, "the webhook answered \(status)")
        }
    }

    /// Closes the connections.
    public func close() async {
        try? await client.shutdown()
    }

    private static let loopback: Set<String> = ["127.0.0.1", "::1", "[::1]", "localhost"]

    /// The kind of failure in a word or two, without what the network put into it.
    private static func cause(_ error: any Error) -> String {
        switch error {
        case let error as HTTPClientError where error == .connectTimeout: "connecting took too long"
        case let error as HTTPClientError where error == .deadlineExceeded || error == .readTimeout:
            "no answer in time"
        case let error as HTTPClientError: error.shortDescription
        default: "no connection"
        }
    }
}
