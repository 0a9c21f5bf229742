import Foundation
import Municipal
import PropertyTestSupport
import TestSupport
import Testing

@Suite(.serialized) struct DaemonKilledTests {
    @Test("Killed at 200 random moments of 60 days and started again, it ends in the state of a daemon that ran once")
    func killed() async throws {
        let pool = PoolFixtureRepository()
        // The pool is made before its capacity falls: nobody may open forty places where twenty-five were decided.
        let eve = try #require(Day(year: 2024, month: 12, day: 31))
        try await DaemonHouse.with { undisturbed in
            try await pool.make(try await undisturbed.database.database(as: .administrator, today: eve))
            let once = try await run(on: 60, in: undisturbed)
            #expect(once.status == 0, "\(once.errors)")
            let expected = try await pool.legalState(try await undisturbed.database.database(as: .administrator))
            #expect(expected.count { $0.hasPrefix("event") } == 80)

            try await DaemonHouse.with { house in
                let login = try await house.database.database(as: .administrator, today: eve)
                try await pool.make(login)
                let seed = UInt64.random(in: 0 ... .max)
                var moments = SeededGenerator(seed: seed)
                for attempt in 0..<200 {
                    try await DaemonProcess.running(
                        arguments(day: 1 + attempt * 60 / 200), environment: variables(house), in: house.folder
                    ) { daemon in
                        // Most of a run is over within a quarter of a second; the kill comes anywhere in it.
                        try await Task.sleep(for: .microseconds(moments.below(250_000)))
                        daemon.signal(SIGKILL)
                    }
                }
                let last = try await run(on: 60, in: house)
                #expect(last.status == 0, "\(last.errors)")
                let state = try await pool.legalState(login)
                #expect(state == expected, "seed \(seed)")
                let doubles = try await pool.doubles(login)
                #expect(doubles.isEmpty, "seed \(seed)")
            }
        }
    }

    private func run(on day: Int, in house: DaemonHouse) async throws -> DaemonProcess.Ending {
        try await DaemonProcess(arguments(day: day), environment: variables(house), in: house.folder).ending()
    }

    /// The days count from 1 January 2025.
    private func arguments(day: Int) -> [String] {
        let date = Date(timeIntervalSince1970: 1_735_689_600 + Double(day - 1) * 86_400)
        return ["--once", "--today", date.formatted(.iso8601.year().month().day())]
    }

    private func variables(_ house: DaemonHouse) -> [String: String] {
        house.environment(["SLUSED_HTTP_PORT": "0"])
    }
}
