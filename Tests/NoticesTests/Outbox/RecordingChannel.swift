import FoundationEssentials
import Synchronization

@testable import Notices

/// A channel that keeps what it is given, and fails as it is told.
final class RecordingChannel: NoticeChannel {
    let name = "recording"
    let timeLimit: Duration
    private let answer: @Sendable (OutgoingNotice) throws(DeliveryFailure) -> String
    private let taken = Mutex<[OutgoingNotice]>([])

    init(
        timeLimit: Duration = .seconds(1),
        answer: @escaping @Sendable (OutgoingNotice) throws(DeliveryFailure) -> String = { _ in "taken" }
    ) {
        self.timeLimit = timeLimit
        self.answer = answer
    }

    /// Everything offered so far, taken or not.
    var offered: [OutgoingNotice] { taken.withLock { $0 } }

    func send(_ notice: OutgoingNotice) async throws(DeliveryFailure) -> String {
        taken.withLock { $0.append(notice) }
        // Lets another sender in between sending and marking.
        await Task.yield()
        return try answer(notice)
    }
}
