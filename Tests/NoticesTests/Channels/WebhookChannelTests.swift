import Crypto
import FoundationEssentials
import Glibc
import Hummingbird
import Logging
import NIOCore
import Synchronization
import Testing

@testable import Notices

/// What a receiver saw of one notice.
struct ReceivedRequest: Sendable {
    var idempotencyKey: String?
    var signature: String?
    var body: [UInt8]
}

@Suite struct WebhookChannelTests {
    private static let secret = "0123456789abcdef0123456789abcdef"
    private static let seconds = 1_738_368_000

    /// Runs the body with a receiver on this machine that answers as told.
    private func withReceiver(
        _ status: HTTPResponse.Status, answer: (@Sendable () async throws -> Void)? = nil,
        _ body: (WebhookChannel, Received) async throws -> Void
    ) async throws {
        let received = Received()
        let router = Router()
        router.post("/notices") { request, _ -> HTTPResponse.Status in
            let body = try await request.body.collect(upTo: 1 << 20)
            received.requests.withLock {
                $0.append(
                    ReceivedRequest(
                        idempotencyKey: request.headers.first { $0.name.canonicalName == "idempotency-key" }?.value,
                        signature: request.headers.first { $0.name.canonicalName == "sluse-signature" }?.value,
                        body: Array(buffer: body)))
            }
            try await answer?()
            return status
        }
        let (ports, started) = AsyncStream.makeStream(of: Int.self)
        let server = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { started.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "receiver") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            try await withChannel("http://127.0.0.1:\(port)/notices") { try await body($0, received) }
            group.cancelAll()
        }
    }

    private func withChannel(_ url: String, _ body: (WebhookChannel) async throws -> Void) async throws {
        try await Samples.inFolder { folder in
            let file = "\(folder)/secret"
            try Data("\(Self.secret)\n".utf8).write(to: URL(filePath: file))
            chmod(file, 0o600)
            let seconds = Self.seconds
            let channel = try WebhookChannel(url: url, secret: try SecretFile(path: file)) { seconds }
            do {
                try await body(channel)
            } catch {
                await channel.close()
                throw error
            }
            await channel.close()
        }
    }

    private func failure(_ channel: WebhookChannel) async throws -> DeliveryFailure? {
        let notice = try Samples.notice()
        do throws(DeliveryFailure) {
            _ = try await channel.send(notice)
            return nil
        } catch {
            return error
        }
    }

    @Test("The receiver gets the notice as JSON, its key, and a signature it can check")
    func delivered() async throws {
        try await withReceiver(.accepted) { channel, received in
            #expect(try await channel.send(try Samples.notice()) == "HTTP 202")
            let requests = received.requests.withLock { $0 }
            let request = try #require(requests.first)
            #expect(requests.count == 1)
            #expect(request.idempotencyKey == Samples.keyText)
            #expect(
                String(decoding: request.body, as: UTF8.self)
                    == #"{"body":"Til jobcentret\n\nÆblegrød på øen.\n","datedOn":"2025-02-01","key":"\#(Samples.keyText)","#
                    + #""kind":"coverage_ended","language":"da","municipality":"0183","noticeId":7,"#
                    + #""subject":"Løndækning C-4 er ophørt"}"#)

            let key = SymmetricKey(data: Data(Self.secret.utf8))
            let parts = try #require(request.signature).split(separator: ",v1=")
            #expect(parts.first == "t=\(Self.seconds)")
            let hexadecimal = Array(try #require(parts.last))
            let code = stride(from: 0, to: hexadecimal.count, by: 2).compactMap {
                UInt8(String(hexadecimal[$0..<($0 + 2)]), radix: 16)
            }
            let signed = Data("\(Self.seconds).".utf8) + request.body
            #expect(HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: signed, using: key))
        }
    }

    @Test(
        "The status of the answer says whether to try again",
        arguments: [
            (400, DeliveryFailure.Remedy.giveUp), (404, .giveUp), (410, .giveUp), (422, .giveUp), (408, .retry),
            (429, .retry), (500, .retry), (503, .retry), (304, .retry),
        ])
    func statuses(status: Int, remedy: DeliveryFailure.Remedy) async throws {
        try await withReceiver(HTTPResponse.Status(code: status)) { channel, _ in
            let failure = try await failure(channel)
            #expect(failure?.remedy == remedy)
            #expect(failure?.message.contains("answered \(status)") == true)
        }
    }

    @Test("Nobody at the address means later")
    func refused() async throws {
        // A port that was free a moment ago and that nobody listens on.
        try await withChannel("http://127.0.0.1:1/notices") { channel in
            let failure = try await failure(channel)
            #expect(failure?.remedy == .retry)
            #expect(failure?.message.contains("not reached") == true)
        }
    }

    @Test(
        "An address that would carry notices in the clear, or none at all, is a mistake in the settings",
        arguments: ["http://example.org/notices", "ftp://example.org", "notices", "", "https://"])
    func wrongAddresses(url: String) async throws {
        await #expect(throws: ChannelSettingsError.self) { try await withChannel(url) { _ in } }
    }

    @Test("A secret that others can read, or a short one, is refused")
    func secrets() async throws {
        try await Samples.inFolder { folder in
            let file = "\(folder)/secret"
            #expect(refusal(of: file)?.contains("can't be read") == true)
            try Data("\(Self.secret)\r\n".utf8).write(to: URL(filePath: file))
            chmod(file, 0o640)
            #expect(refusal(of: file)?.contains("chmod 600") == true)
            chmod(file, 0o600)
            #expect(refusal(of: file) == nil)
            let secret = try SecretFile(path: file)
            #expect(secret.bytes == Array(Self.secret.utf8))
            try Data("short".utf8).write(to: URL(filePath: file))
            #expect(refusal(of: file)?.contains("5 bytes") == true)
            #expect(refusal(of: folder)?.contains("not a file") == true)
        }
    }

    private func refusal(of path: String) -> String? {
        do throws(ChannelSettingsError) {
            _ = try SecretFile(path: path)
            return nil
        } catch {
            return error.description
        }
    }
}

/// What a receiver got so far.
final class Received: Sendable {
    let requests = Mutex<[ReceivedRequest]>([])
}
