import Foundation
import TestSupport
import Testing

@Suite struct SlusePoolTests {
    @Test("A dry run says what would happen and changes nothing; the real run changes something")
    func dryRun() async throws {
        try await SluseHouse.with { house in
            try house.write(
                SluseHouse.configuration.replacing("title: Mikrofleksjob", with: "title: Mikrofleks"), to: "other.yaml")
            try house.write("cpr,name\n\(SluseHouse.knownNowhere),Svend Aabo\n", to: "people.csv")
            let commands: [(arguments: [String], login: TestLogin)] = [
                (["apply", "-f", "other.yaml"], .administrator),
                (["citizen", "import", "people.csv"], .ishojCaseworker),
                (["waitlist", "add", "B-1", "--pool", "mikrofleks"], .ishojCaseworker),
                (
                    [
                        "coverage", "grant", "B-1", "--pool", "mikrofleks", "--employer", "13748136", "--hours", "8",
                        "--monthly", "9000", "--from", "2024-01-01", "--case", "25/1",
                    ], .ishojCaseworker
                ),
            ]
            for (arguments, login) in commands {
                let before = try await house.contents()
                let dry = try await house.sluse(arguments + ["--dry-run"], as: login)
                #expect(dry.status == 0 && !dry.output.isEmpty, "\(arguments): \(dry.testDescription)")
                #expect(try await house.contents() == before, "\(arguments)")
                let real = try await house.sluse(arguments, as: login)
                #expect(real.status == 0, "\(arguments): \(real.testDescription)")
                #expect(try await house.contents() != before, "\(arguments)")
            }
        }
    }

    @Test("The same file applied twice changes nothing the second time")
    func appliedTwice() async throws {
        try await SluseHouse.with { house in
            let before = try await house.contents()
            let again = try await house.sluse(["apply", "-f", "ishoj.yaml"], as: .administrator)
            #expect(again.status == 0)
            #expect(try await house.contents() == before)
        }
    }

    @Test("A municipality is found by its name in either Unicode spelling, and its file means the same in both")
    func unicodeSpellings() async throws {
        try await SluseHouse.with { house in
            // The ø of Ishøj is one letter in every normal form; å is the Danish letter that is spelt in two ways.
            let composed = "T\u{E5}rnby"
            let decomposed = "Ta\u{30A}rnby"
            let file = SluseHouse.configuration.replacing("Ishøj", with: composed)
            try house.write(file, to: "composed.yaml")
            try house.write(file.replacing(composed, with: decomposed), to: "decomposed.yaml")
            let first = try await house.sluse(["apply", "-f", "composed.yaml"], as: .administrator)
            #expect(first.status == 0, "\(first.testDescription)")

            let before = try await house.contents()
            let second = try await house.sluse(["apply", "-f", "decomposed.yaml"], as: .administrator)
            #expect(second.status == 0, "\(second.testDescription)")
            #expect(try await house.contents() == before)
            let lists = [
                try await house.sluse(["pool", "list", "--municipality", composed]),
                try await house.sluse(["pool", "list", "--municipality", decomposed]),
            ]
            #expect(lists[0].output.contains("mikrofleks"))
            #expect(lists[0].output == lists[1].output)
        }
    }

    @Test("The figures of a pool's flow have exactly the names that scripts rely on")
    func throughputKeys() async throws {
        try await SluseHouse.with { house in
            let ending = try await house.sluse([
                "pool", "throughput", "mikrofleks", "--from", "2024-01-01", "--to", "2024-12-31", "--format", "json",
            ])
            #expect(ending.status == 0)
            let value = try JSONSerialization.jsonObject(with: Data(ending.output.utf8))
            let figures = try #require(value as? [String: Any])
            #expect(
                figures.keys.sorted() == [
                    "capacity", "capacityDays", "entered", "exited", "exits", "exitsPerYear", "expired",
                    "fromUnemploymentBenefit", "medianCompletedDays", "medianCurrentDays", "occupied", "occupiedDays",
                    "turnover", "utilisation", "waiting",
                ])
            #expect(figures["capacityDays"] as? Int == 5 * 366)
            let utilisation = try #require(figures["utilisation"] as? [String: Any])
            #expect(utilisation.keys.sorted() == ["denominator", "numerator", "percent"])
        }
    }

    @Test("Where nothing is proposed there is one forecast, and it says that nothing is")
    func nothingProposed() async throws {
        try await SluseHouse.with { house in
            let alone = try await house.sluse(["pool", "forecast", "mikrofleks"])
            #expect(alone.status == 0 && alone.errors.contains("nothing is proposed for mikrofleks"))
            #expect(alone.output.contains("as it is:") && !alone.output.contains("proposal:"))
            #expect(alone.output.split(separator: "\n").count { $0.hasPrefix("Year") } == 1)
            let asked = try await house.sluse(["pool", "forecast", "mikrofleks", "--capacity", "5"])
            #expect(asked.status == 0 && asked.errors.isEmpty && asked.output.contains("proposal:"))
        }
    }

    @Test("A forecast as CSV has a line for each year of each scenario, with ranges where they were simulated")
    func forecastLines() async throws {
        try await SluseHouse.with { house in
            let forecast = ["pool", "forecast", "mikrofleks", "--years", "2", "--format", "csv"]
            let alone = try await house.sluse(forecast).output.split(separator: "\n")
            #expect(alone.count == 1 + 3)
            #expect(alone.first?.hasPrefix("scenario,year,entered,exited,costOre,benefitWeeksAvoided,") == true)
            #expect(alone.last?.hasSuffix(",,,,,,,,,") == true)
            let both = try await house.sluse(forecast + ["--capacity", "9", "--seed", "7"]).output.split(
                separator: "\n")
            #expect(both.count { $0.hasPrefix("present,") } == 3 && both.count { $0.hasPrefix("proposal,") } == 3)
            #expect(both.last?.hasSuffix(",") == false)
        }
    }

    @Test("A pool as CSV keeps its rules and its places")
    func poolFacts() async throws {
        try await SluseHouse.with { house in
            let grant = try await house.sluse([
                "coverage", "grant", "B-1", "--pool", "mikrofleks", "--employer", "13748136", "--hours", "8",
                "--monthly", "9000", "--from", "2024-01-01", "--case", "25/1",
            ])
            try #require(grant.status == 0, "\(grant.testDescription)")
            let lines = try await house.sluse(["pool", "show", "mikrofleks", "--format", "csv"]).output
                .split(separator: "\n")
            #expect(lines.first == "key,about,value,from,through,status,decision,citizen,name")
            #expect(lines.contains("place,1,C-1,2024-01-01,,,,B-1,Karl Åge Møller"))
            #expect(lines.count { $0.hasPrefix("place,") } == 5)
            #expect(lines.contains { $0.hasPrefix("rule,capacity,5") }, "\(lines)")
            #expect(lines.contains("answerDays,,14,,,,,,") && lines.contains("pausesMoveEnd,,true,,,,,,"))
        }
    }

    /// A command as the program describes itself.
    private struct Command: Decodable {
        let commandName: String
        let subcommands: [Command]?

        /// The commands that do something, each as it is typed.
        var leaves: [[String]] {
            let below = (subcommands ?? []).filter { $0.commandName != "help" }
            return below.isEmpty ? [[commandName]] : below.flatMap(\.leaves).map { [commandName] + $0 }
        }
    }

    private struct Description: Decodable {
        let command: Command
    }

    @Test("The help of every command shows an example")
    func examples() async throws {
        let folder = FileManager.default.temporaryDirectory
        let dump = try await SluseProcess.run(["--experimental-dump-help"], environment: [:], in: folder)
        let root = try JSONDecoder().decode(Description.self, from: Data(dump.output.utf8)).command
        let commands = root.leaves.map { Array($0.dropFirst()) }
        #expect(commands.contains(["pool", "throughput"]) && commands.contains(["apply"]))
        for command in commands {
            let help = try await SluseProcess.run(command + ["--help"], environment: [:], in: folder)
            #expect(help.status == 0 && help.errors.isEmpty, "\(command)")
            #expect(help.output.contains("Example"), "\(command)")
        }
    }
}
