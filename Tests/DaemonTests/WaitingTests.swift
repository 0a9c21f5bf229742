import Testing

@testable import slused

@Suite struct WaitingTests {
    @Test("A bell rung while nobody sleeps wakes the next sleeper at once, and only that one")
    func rungBefore() async {
        let bell = Bell()
        bell.ring()
        bell.ring()
        await bell.wait(atMost: .seconds(86_400))
        // The second sleep ends by its own time; were the bell still rung, nothing would be left for the third.
        await bell.wait(atMost: .milliseconds(1))
        bell.ring()
        await bell.wait(atMost: .seconds(86_400))
    }

    @Test("A bell wakes who sleeps already")
    func rungWhile() async {
        let bell = Bell()
        async let slept: Void = bell.wait(atMost: .seconds(86_400))
        bell.ring()
        await slept
    }

    @Test("Whoever is cancelled in his sleep wakes up")
    func cancelled() async {
        let bell = Bell()
        let sleeper = Task { await bell.wait(atMost: .seconds(86_400)) }
        sleeper.cancel()
        await sleeper.value
    }

    @Test("Patience grows from a second to five minutes")
    func bounds() {
        let seconds = (1...11).map { Patience.bound(after: $0) / .seconds(1) }
        #expect(seconds == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
        #expect(Patience.bound(after: .max) == .seconds(300))
    }

    @Test("After a failure there is a wait, within its bound")
    func waits() {
        var generator = SystemRandomNumberGenerator()
        var patience = Patience()
        let now = ContinuousClock.now
        #expect(!patience.isWaiting(at: now))
        for failures in 1...20 {
            let wait = patience.fail(at: now, using: &generator)
            #expect(.zero < wait && wait <= Patience.bound(after: failures))
            #expect(patience.isWaiting(at: now) && !patience.isWaiting(at: now + wait))
        }
    }
}
