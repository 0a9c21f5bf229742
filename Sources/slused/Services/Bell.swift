import Synchronization

/// Wakes one sleeper early. Rung while nobody sleeps, it wakes the next at once; rung often, it wakes once.
final class Bell: Sendable {
    private struct State {
        var isRung = false
        var sleeper: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Wakes the sleeper.
    func ring() {
        let sleeper = state.withLock { state in
            let sleeper = state.sleeper
            state.sleeper = nil
            state.isRung = sleeper == nil
            return sleeper
        }
        sleeper?.resume()
    }

    /// Sleeps until the bell is rung, the time is over or the task is cancelled.
    func wait(atMost duration: Duration) async {
        let timer = Task {
            try await Task.sleep(for: duration)
            ring()
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isRung = state.withLock { state in
                    let isRung = state.isRung || Task.isCancelled
                    state.isRung = false
                    if !isRung { state.sleeper = continuation }
                    return isRung
                }
                if isRung { continuation.resume() }
            }
        } onCancel: {
            ring()
        }
        timer.cancel()
    }
}

/// Says once and for all that it is time to stop.
final class StopSign: Sendable {
    private let isUp = Atomic(false)

    /// Whether it is time to stop.
    var isRaised: Bool { isUp.load(ordering: .acquiring) }

    /// Raises the sign.
    func raise() {
        isUp.store(true, ordering: .releasing)
    }
}
