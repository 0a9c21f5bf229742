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
