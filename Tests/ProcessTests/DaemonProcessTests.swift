import Foundation
import TestSupport
import Testing

// One after the other: each test starts programs of its own, which would only wait for one another.
@Suite(.serialized) struct DaemonProcessTests {
    @Test("--once sends what is due, prints a line for each municipality, ends with 0, and has nothing to do again")
    func once() async throws {
        try await DaemonHouse.with { house in
            let fixture = DaemonFixtureRepository(superuser: try await house.database.superuser())
            try await fixture.enqueue(3)
            let first = try await DaemonProcess(["--once"], environment: house.environment(), in: house.folder).ending()
            #expect(first.status == 0, "\(first.errors)")
            #expect(first.output == "ishoj: 3 sent\naalborg: nothing was due\n")
            let files = try house.spooled()
            #expect(files.count == 3 && files.allSatisfy { $0.hasPrefix("ishoj/") })
            let second = try await DaemonProcess(["--once"], environment: house.environment(), in: house.folder)
                .ending()
            #expect(second.status == 0 && second.output == "ishoj: nothing was due\naalborg: nothing was due\n")
        }
    }

    @Test("With the channel none, notices stay in the outbox until a daemon with another channel comes")
    func unsent() async throws {
        try await DaemonHouse.with { house in
            let fixture = DaemonFixtureRepository(superuser: try await house.database.superuser())
            try await fixture.enqueue(3)
            let variables = house.environment(["SLUSED_NOTICES_CHANNEL": "none"])
            let first = try await DaemonProcess(["--once"], environment: variables, in: house.folder).ending()
            #expect(first.status == 0, "\(first.errors)")
            #expect(first.output == "ishoj: nothing was due\naalborg: nothing was due\n")
            let pending = try await fixture.count("pending")
            #expect(pending == 3)
            let second = try await DaemonProcess(["--once"], environment: house.environment(), in: house.folder)
                .ending()
            #expect(second.output.hasPrefix("ishoj: 3 sent\n"), "\(second.errors)")
        }
    }

    @Test("--once says which notices a broken spool holds back and ends with 75, and sends them when it is mended")
    func brokenSpool() async throws {
        try await DaemonHouse.with { house in
            let fixture = DaemonFixtureRepository(superuser: try await house.database.superuser())
            try await fixture.enqueue(3)
            // A file where the folder should be.
            let spool = house.folder.appending(path: "spool")
            try Data().write(to: spool)
            for _ in 1...2 {
                let held = try await DaemonProcess(["--once"], environment: house.environment(), in: house.folder)
                    .ending()
                #expect(held.status == 75, "\(held.errors)")
                #expect(
                    held.output.hasPrefix("ishoj: 3 WAITING TO BE SENT (") && held.output.contains("spool"),
                    "\(held.output)")
                #expect(held.output.hasSuffix("aalborg: nothing was due\n"))
                #expect(held.errors.contains("not all that is due is done"))
            }
            try FileManager.default.removeItem(at: spool)
            try await fixture.endWaits()
            let mended = try await DaemonProcess(["--once"], environment: house.environment(), in: house.folder)
                .ending()
            #expect(mended.status == 0 && mended.output.hasPrefix("ishoj: 3 sent\n"), "\(mended.output)")
        }
    }

    @Test("--once that finds a pool in other hands for long says so and ends with 75")
    func busyPool() async throws {
        try await DaemonHouse.with { house in
            let fixture = DaemonFixtureRepository(superuser: try await house.database.superuser())
            try await fixture.enqueue(1)
            try await fixture.addCapacity()
            try await fixture.holdingPools(by: try await house.database.superuser()) {
                let left = try await DaemonProcess(["--once"], environment: house.environment(), in: house.folder)
                    .ending()
                #expect(left.status == 75, "\(left.errors)")
                #expect(left.output.hasPrefix("ishoj: 1 sent, 1 POOLS LEFT TO ANOTHER\n"), "\(left.output)")
            }
            let free = try await DaemonProcess(["--once"], environment: house.environment(), in: house.folder).ending()
            #expect(
                free.status == 0 && free.output.hasPrefix("ishoj: 2 places opened\n"), "\(free.output) \(free.errors)")
        }
    }

    @Test("--once --format json prints one value, with a count for everything")
    func onceJSON() async throws {
        try await DaemonHouse.with { house in
            let ending = try await DaemonProcess(
                ["--once", "--format", "json", "--today", "2025-06-01"], environment: house.environment(),
                in: house.folder
            ).ending()
            #expect(ending.status == 0, "\(ending.errors)")
            let lines = try #require(
                try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [[String: Any]])
            #expect(lines.compactMap { $0["municipality"] as? String } == ["ishoj", "aalborg"])
            #expect(lines.compactMap { $0["code"] as? String } == ["0183", "0851"])
            #expect(
                lines.allSatisfy {
                    $0["expired"] as? Int == 0 && $0["madeOffers"] as? Int == 0 && $0["sent"] as? Int == 0
                })
        }
    }

    @Test("SIGTERM and SIGINT let it end with 0, with nothing left in its hands", arguments: [SIGTERM, SIGINT])
    func stops(signal: Int32) async throws {
        try await DaemonHouse.with { house in
            let fixture = DaemonFixtureRepository(superuser: try await house.database.superuser())
            let daemon = try DaemonProcess([], environment: house.environment(), in: house.folder)
            try await DaemonProcess.eventually("the daemon answers") { await house.get("healthz")?.status == 200 }
            try await fixture.enqueue(400)
            try await DaemonProcess.eventually("it has begun to send") { try await fixture.count("sent") > 0 }
            daemon.signal(signal)
            let ending = try await daemon.ending()
            #expect(ending.status == 0, "\(ending.errors)")
            #expect(ending.errors.contains("stopped"))
            let leased = try await fixture.count("leased")
            let sent = try await fixture.count("sent")
            let pending = try await fixture.count("pending")
            #expect(leased == 0 && sent + pending == 400)
            let files = try house.spooled()
            #expect(files.count == sent)
        }
    }

    @Test("Health, readiness and metrics are told over HTTP")
    func health() async throws {
        try await DaemonHouse.with { house in
            let fixture = DaemonFixtureRepository(superuser: try await house.database.superuser())
            try await DaemonProcess.running(environment: house.environment(), in: house.folder) { daemon in
                try await DaemonProcess.eventually("the daemon answers") { await house.get("healthz")?.status == 200 }
                let ready = await house.get("readyz")
                #expect(
                    ready?.status == 200
                        && ready?.body == "{\"ageSeconds\":0,\"limitSeconds\":900,\"status\":\"ready\"}\n")
                try await fixture.enqueue(2)
                try await DaemonProcess.eventually("the notices are counted") {
                    await house.get("metrics")?.body.contains("sluse_notices_total{outcome=\"sent\"} 2\n") == true
                }
                let missing = await house.get("nothing")
                #expect(missing?.status == 404)
            }
        }
    }

    @Test("A row that is overdue for longer than the limit makes it not ready, and says for how long")
    func notReady() async throws {
        try await DaemonHouse.with { house in
            let fixture = DaemonFixtureRepository(superuser: try await house.database.superuser())
            try await fixture.leaveInOtherHands()
            try await DaemonProcess.running(environment: house.environment(), in: house.folder) { _ in
                try await DaemonProcess.eventually("the daemon answers") { await house.get("healthz")?.status == 200 }
                let answer = await house.get("readyz")
                #expect(answer?.status == 503)
                #expect(answer?.body.contains("\"ageSeconds\":36") == true && answer?.body.contains("\"late\"") == true)
            }
        }
    }

    @Test("Connections that the server ends are made again, and the work goes on")
    func reconnects() async throws {
        try await DaemonHouse.with { house in
            let fixture = DaemonFixtureRepository(superuser: try await house.database.superuser())
            try await fixture.enqueue(1)
            try await DaemonProcess.running(environment: house.environment(), in: house.folder) { _ in
                try await DaemonProcess.eventually("the first is sent") { try house.spooled().count == 1 }
                let ended = try await fixture.endDaemonConnections()
                #expect(ended > 0)
                try await fixture.enqueue(1, from: 2)
                try await DaemonProcess.eventually("the second is sent") { try house.spooled().count == 2 }
            }
        }
    }

    @Test("Killed at any moment, it leaves work that the next one finishes: everything sent, under the same keys")
    func killed() async throws {
        try await DaemonHouse.with { house in
            let fixture = DaemonFixtureRepository(superuser: try await house.database.superuser())
            try await fixture.enqueue(300)
            for round in 1...4 {
                let wanted = min(300, try await fixture.count("sent") + Int.random(in: 1...40))
                let daemon = try DaemonProcess([], environment: house.environment(), in: house.folder)
                try await DaemonProcess.eventually("it sends in round \(round)") {
                    try await fixture.count("sent") >= wanted
                }
                daemon.signal(SIGKILL)
                _ = try await daemon.ending()
                try await fixture.endLeases()
            }
            let last = try await DaemonProcess(["--once"], environment: house.environment(), in: house.folder).ending()
            #expect(last.status == 0, "\(last.errors)")
            let sent = try await fixture.count("sent")
            let files = try house.spooled()
            #expect(sent == 300 && files.count == 300)
        }
    }

    @Test(
        "A municipality where enforcement fails keeps neither its own notices back nor the other's, and --once says so")
    func failing() async throws {
        try await DaemonHouse.with { house in
            let fixture = DaemonFixtureRepository(superuser: try await house.database.superuser())
            try await fixture.enqueue(2)
            try await fixture.denyEnforcement()
            let ending = try await DaemonProcess(["--once"], environment: house.environment(), in: house.folder)
                .ending()
            #expect(ending.status == 77, "\(ending.errors)")
            #expect(ending.output == "ishoj: 2 sent, FAILED\naalborg: FAILED\n")
            #expect(ending.errors.contains("municipality=ishoj") && ending.errors.contains("sqlstate=42501"))
        }
    }
}
