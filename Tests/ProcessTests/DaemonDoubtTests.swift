import Foundation
import Municipal
import PostgresTestSupport
import TestSupport
import Testing

@Suite(.serialized) struct DaemonDoubtTests {
    @Test(
        "When the line is cut during COMMIT again and again, before or after it reaches the server, nothing is lost and nothing repeated",
        arguments: [Fault.cutAfter("COMMIT", every: 3), .cutBefore("COMMIT", every: 3)])
    func cutDuringCommit(fault: Fault) async throws {
        let pool = PoolFixtureRepository()
        let eve = try #require(Day(year: 2024, month: 12, day: 31))
        try await DaemonHouse.with { undisturbed in
            try await pool.make(try await undisturbed.database.database(as: .administrator, today: eve))
            let once = try await run(undisturbed, undisturbed.environment())
            #expect(once.status == 0, "\(once.errors)")
            let expected = try await pool.legalState(try await undisturbed.database.database(as: .administrator))

            try await DaemonHouse.with { house in
                let login = try await house.database.database(as: .administrator, today: eve)
                try await pool.make(login)
                let variables = house.environment()
                let proxy = try FaultProxy(
                    toHost: variables["PGHOST"] ?? "", port: variables["PGPORT"].flatMap { UInt16($0) } ?? 5432)
                defer { proxy.stop() }
                let through = variables.merging(["PGHOST": proxy.host, "PGPORT": "\(proxy.port)"]) { $1 }
                proxy.set(fault)
                for _ in 0..<10 { _ = try await run(house, through) }
                #expect(proxy.cuts > 0)
                proxy.set(.none)
                let last = try await run(house, through)
                #expect(last.status == 0, "\(last.errors)")
                let state = try await pool.legalState(login)
                #expect(state == expected)
                let doubles = try await pool.doubles(login)
                #expect(doubles.isEmpty)
            }
        }
    }

    private func run(_ house: DaemonHouse, _ variables: [String: String]) async throws -> DaemonProcess.Ending {
        try await DaemonProcess(
            ["--once", "--today", "2025-03-01"], environment: variables.merging(["SLUSED_HTTP_PORT": "0"]) { $1 },
            in: house.folder
        ).ending()
    }
}
