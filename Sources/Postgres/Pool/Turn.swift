/// One transaction's turn on a connection of a pool.
///
/// An actor whose executor is a place in the pool's queue: calling it waits for a connection, and then runs on that
/// connection's thread. Between two transactions of a busy pool the thread goes straight from one to the next; no task has
/// to be woken in between only to be told which connection it got.
actor Turn {
    /// The actor's executor. It is not retained by the runtime, so the actor holds it.
    private nonisolated let place: Place

    nonisolated var unownedExecutor: UnownedSerialExecutor { place.asUnownedSerialExecutor() }

    init(_ place: Place) {
        self.place = place
    }

    /// Runs one transaction, once, on the connection the place was given.
    ///
    /// - Throws: Why there is no connection: `.poolExhausted`, `.poolClosed`, `.cancelled`, and what connecting throws.
    func perform<Result: Sendable>(
        _ request: BeginRequest, deadline: ContinuousClock.Instant?,
        _ body: @Sendable (inout Transaction) throws -> Result
    ) throws -> Attempt<Result> {
        let lease = try place.lease()
        let (pool, interruption) = (place.pool, place.interruption)
        return lease.connection.assumeIsolated { connection in
            connection.perform(
                request, interruption: interruption, deadline: deadline, asksFirst: lease.needsPing,
                checkIn: { health in pool.release(lease, health) }, body)
        }
    }
}

/// A place in the queue of a pool, which runs what is given to it on the thread of the connection that it gets.
final class Place: SerialExecutor {
    typealias Fate = Result<Pool.Lease, any Error>

    let pool: Pool
    let id: PoolState.WaiterID
    let interruption: Interruption
    /// When the caller stops waiting.
    let patience: ContinuousClock.Instant
    private let entered = ContinuousClock.now
    private let state = Locked<(job: UnownedJob?, fate: Fate?)>((nil, nil))

    init(_ pool: Pool, _ interruption: Interruption, until patience: ContinuousClock.Instant) {
        self.pool = pool
        self.interruption = interruption
        self.patience = patience
        id = pool.nextWaiter()
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // The runtime does not retain an executor that it gives a job, and once the job can run on another thread, what it
        // belongs to may end before this returns.
        let held = Unmanaged.passRetained(self)
        defer { held.release() }
        let isFirst = state.withLock { state in
            guard state.fate == nil, state.job == nil else { return false }
            state.job = job
            return true
        }
        // An actor that is called once gets one job; should the runtime send another, it must run all the same.
        if isFirst { pool.enter(self) } else { globalConcurrentExecutor.enqueue(ExecutorJob(job)) }
    }

    /// The place's turn has come, or will not come.
    func decide(_ fate: Fate) {
        let job = state.withLock { state -> UnownedJob? in
            state.fate = fate
            return state.job.take()
        }
        guard let job else { return }
        switch fate {
        case .success(let lease): lease.connection.run(job, on: asUnownedSerialExecutor())
        // The job has only to throw the error, so it may do so anywhere.
        case .failure: globalConcurrentExecutor.enqueue(ExecutorJob(job))
        }
    }

    /// The connection, as soon as the job runs.
    func lease() throws -> Pool.Lease {
        guard let lease = try state.withLock({ $0.fate })?.get() else {
            throw PostgresError(.misuse, "a place in the queue was used before its turn")
        }
        pool.observeWait(.now - entered)
        return lease
    }
}
