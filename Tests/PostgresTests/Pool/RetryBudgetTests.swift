import Testing

@testable import Postgres

@Suite struct RetryBudgetTests {
    private func failure(_ state: SQLState, _ code: PostgresError.Code = .server) -> PostgresError {
        PostgresError(.init(code: code, sqlState: state))
    }

    @Test("Conflicts are run again with pauses that grow to a second, as often as allowed")
    func conflicts() {
        var budget = RetryBudget(attempts: 12, replacements: 0)
        let pauses = (0..<12).map { _ in
            budget.pause(after: failure(.serializationFailure), random: 1)
        }
        #expect(pauses.prefix(3) == [.milliseconds(10), .milliseconds(20), .milliseconds(40)])
        #expect(pauses[10] == .seconds(1))
        #expect(pauses[11] == nil)
    }

    @Test("A pause may be anything from nothing to its bound")
    func jitter() {
        var budget = RetryBudget(attempts: 9, replacements: 0)
        #expect(budget.pause(after: failure(.deadlockDetected), random: 0) == .zero)
        #expect(
            budget.pause(after: failure(.deadlockDetected), random: 0.5) == .milliseconds(10))
    }

    @Test(
        "Nothing else the server says is run again, and no lost connection",
        arguments: [
            SQLState.uniqueViolation, .queryCanceled, .lockNotAvailable, .inFailedSqlTransaction, .adminShutdown,
        ])
    func others(state: SQLState) {
        var budget = RetryBudget(attempts: 9, replacements: 9)
        #expect(budget.pause(after: failure(state)) == nil)
        #expect(budget.pause(after: failure(.serializationFailure, .connectionLost)) == nil)
        #expect(budget.pause(after: nil) == nil)
    }

    @Test(
        "A connection that was dead at the start is replaced without a pause, one to a standby once, and so is a stale plan"
    )
    func replacements() {
        var budget = RetryBudget(attempts: 1, replacements: 2)
        #expect(budget.pause(after: nil, beginning: .lost) == .zero)
        #expect(budget.pause(after: nil, beginning: .lost) == .zero)
        #expect(budget.pause(after: nil, beginning: .lost) == nil)
        #expect(budget.pause(after: nil, beginning: .misplaced) == .zero)
        #expect(budget.pause(after: nil, beginning: .misplaced) == nil)
        #expect(budget.pause(after: failure(.invalidSqlStatementName)) == .zero)
        #expect(budget.pause(after: failure(.invalidSqlStatementName)) == nil)
    }
}
