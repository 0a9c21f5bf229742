import CLibPQ

/// Takes what the server says besides results, so that libpq does not print it on standard error.
///
/// It must live as long as the connection it is installed on.
final class NoticeReceiver {
    private let handler: (@Sendable (Notice) -> Void)?

    init(handler: (@Sendable (Notice) -> Void)?) {
        self.handler = handler
    }

    func install(on handle: ConnectionHandle) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        _ = PQsetNoticeReceiver(
            handle.raw,
            { context, result in
                guard let context, let result else { return }
                let receiver = Unmanaged<NoticeReceiver>.fromOpaque(context).takeUnretainedValue()
                // The result belongs to libpq, which frees it when this returns.
                receiver.handler?(Diagnostics.notice(result))
            }, context)
    }
}
