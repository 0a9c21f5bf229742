import Foundation
import TestSupport
import Testing

@Suite struct SluseBadInputTests {
    private static let grant = [
        "coverage", "grant", "B-1", "--pool", "mikrofleks", "--employer", "13748136", "--from", "2024-01-01",
        "--case", "25/1",
    ]

    @Test(
        "A file that is not as it should be is refused with the line, the column and what is meant",
        arguments: [
            (
                "answer-days", "answer-dys",
                "f.yaml:13:5: unknown key 'answer-dys' in a pool; did you mean 'answer-days'?"
            ),
            ("name: Ishøj", "slug: ishoj", "f.yaml:4:3: the key 'slug' stands here again, first on line 3; keep one"),
            ("slug: ishoj", "slug: is\0hoj", "f.yaml:3:11: a NUL byte: is this a text file?"),
        ])
    func badFile(from: String, to: String, complaint: String) async throws {
        try await SluseHouse.with { house in
            try house.write(SluseHouse.configuration.replacing(from, with: to), to: "f.yaml")
            let ending = try await house.refused(["apply", "-f", "f.yaml"], as: .administrator)
            #expect(ending.status == 65)
            #expect(ending.complaint == complaint)
        }
    }

    @Test(
        "A file that is not there ends it with 66 and the file's name",
        arguments: [["apply", "-f", "none.yaml"], ["citizen", "import", "none.yaml"]])
    func missingFile(arguments: [String]) async throws {
        try await SluseHouse.with { house in
            let ending = try await house.refused(arguments, as: .administrator)
            #expect(ending.status == 66)
            #expect(ending.complaint.contains("none.yaml") && !ending.complaint.contains(":1:1"))
        }
    }

    @Test(
        "A folder in the place of a file ends it with 66 and says that it is one",
        arguments: [
            ["apply", "-f", "keys"], ["citizen", "import", "keys"],
        ])
    func folder(arguments: [String]) async throws {
        try await SluseHouse.with { house in
            let ending = try await house.refused(arguments, as: .administrator)
            #expect(ending.status == 66)
            #expect(ending.complaint.contains("is a folder"))
        }
    }

    @Test(
        "A file of 50 MB is refused by its size",
        arguments: [["apply", "-f", "huge"], ["citizen", "import", "huge"]])
    func hugeFile(arguments: [String]) async throws {
        try await SluseHouse.with { house in
            try house.writeHugeFile(to: "huge")
            let ending = try await house.refused(arguments)
            #expect(ending.status == 65)
            #expect(ending.complaint.contains("larger than"))
        }
    }

    @Test("An import with a NUL byte or with an impossible number names the line and writes nothing")
    func badImport() async throws {
        try await SluseHouse.with { house in
            try house.write("cpr,name\n\(SluseHouse.knownNowhere),A\0sa\n", to: "nul.csv")
            let nul = try await house.refused(["citizen", "import", "nul.csv"])
            #expect(nul.status == 65)
            #expect(nul.complaint == "nul.csv, line 2: there is a NUL byte")

            try house.write("cpr,name\n\(SluseHouse.knownNowhere),Asa\n9102301234,Bo\n", to: "date.csv")
            let before = try await house.contents()
            let date = try await house.sluse(["citizen", "import", "date.csv"])
            #expect(date.status == 65)
            #expect(date.errors.contains("line 3: this CPR number holds a date that does not exist"))
            #expect(!date.errors.contains("9102301234"))
            #expect(try await house.contents() == before)
        }
    }

    @Test(
        "A CPR number with an impossible date, or with a NUL byte, adds nobody and is not repeated",
        arguments: [("9102301234", "date that does not exist"), ("65116\08111", "not UTF-8 text")])
    func impossibleNumber(number: String, complaint: String) async throws {
        try await SluseHouse.with { house in
            let ending = try await house.refused(["citizen", "add"], input: "\(number)\nBo Lind\n")
            #expect(ending.status == 65)
            #expect(ending.complaint.contains(complaint))
            #expect(!ending.errors.contains(number))
        }
    }

    @Test(
        "Without a number on standard input nobody is added or looked for, and it says how to give it",
        arguments: ["add", "find"], ["", "\n", "  \nBo Lind\n"])
    func noNumber(command: String, input: String) async throws {
        try await SluseHouse.with { house in
            let ending = try await house.refused(["citizen", command], input: input)
            #expect(ending.status == 65)
            #expect(ending.complaint == "no CPR number was given")
            #expect(ending.errors.contains("standard input"))
        }
    }

    @Test(
        "What is wrong with the options of a new citizen is said by their names",
        arguments: [
            (["--target-group", "9"], "--target-group and --target-group-from go together"),
            (["--benefit-from", "2024-01-01"], "--benefit and --benefit-from go together"),
            (["--target-group", "9", "--target-group-from", "2025-02-30"], "--target-group-from"),
            (["--protected-address", "perhaps"], "--protected-address"),
            (["--benefit", "two words", "--benefit-from", "2024-01-01"], "--benefit"),
        ])
    func citizenOptions(options: [String], words: String) async throws {
        try await SluseHouse.with { house in
            let ending = try await house.refused(
                ["citizen", "add"] + options, input: "\(SluseHouse.knownNowhere)\nBo Lind\n")
            #expect(ending.status == 64)
            #expect(ending.complaint.contains(words) && !ending.errors.contains("_from"), "\(ending.errors)")
        }
    }

    @Test("A citizen whom only Aalborg knows is not found in Ishøj, in the words for someone whom nobody knows")
    func knownElsewhere() async throws {
        try await SluseHouse.with { house in
            let elsewhere = try await house.sluse(["citizen", "find"], input: SluseHouse.knownInAalborg)
            let nowhere = try await house.sluse(["citizen", "find"], input: SluseHouse.knownNowhere)
            let here = try await house.sluse(["citizen", "find"], input: SluseHouse.knownHere)
            #expect(here.status == 0)
            #expect(elsewhere.status == 65)
            #expect(elsewhere.status == nowhere.status)
            #expect(elsewhere.errors == nowhere.errors)
            #expect(elsewhere.output.isEmpty && nowhere.output.isEmpty)
        }
    }

    @Test("An argument that looks like a CPR number is refused without repeating it")
    func numberAsArgument() async throws {
        try await SluseHouse.with { house in
            for argument in ["6511681111", "651168-1111", "B-6511681111"] {
                let ending = try await house.refused(["citizen", "show", argument])
                #expect(ending.status == 64)
                #expect(ending.complaint.contains("looks like a CPR number"))
                #expect(!ending.errors.contains("1111"))
            }
        }
    }

    @Test(
        "A coverage on bad terms is not granted",
        arguments: [
            (["--hours", "8", "--monthly", "1,500"], 64, "\"1,500\" is ambiguous"),
            (["--hours", "10.0", "--monthly", "9000"], 65, "below 10 are allowed"),
            (["--hours", "0", "--monthly", "9000"], 65, "more than 0"),
            (["--hours", "-3", "--monthly", "9000"], 64, "\"-3\" is not a number of hours"),
            (["--hours", "8", "--monthly", "-9000"], 65, "costs more than nothing"),
            (["--hours", "8", "--monthly", "9000", "--to", "2023-12-31"], 65, "choose a later day"),
            (["--hours", "8", "--monthly=-9000"], 65, "costs more than nothing"),
            (["--hours", "8", "--monthly", "99999999999999999999"], 64, "larger amount than this program can hold"),
        ])
    func badTerms(terms: [String], status: Int32, complaint: String) async throws {
        try await SluseHouse.with { house in
            let ending = try await house.refused(Self.grant + terms)
            #expect(ending.status == status)
            #expect(ending.complaint.contains(complaint))
        }
    }

    @Test("A reversed period and a day that is not in the calendar are refused")
    func badPeriods() async throws {
        try await SluseHouse.with { house in
            let flow = ["pool", "throughput", "mikrofleks", "--from", "2024-12-31", "--to"]
            let reversed = try await house.refused(flow + ["2024-01-01"])
            #expect(reversed.status == 65)
            #expect(reversed.complaint.hasPrefix("the period is reversed"))
            let impossible = try await house.refused(flow + ["2025-02-29"])
            #expect(impossible.status == 64)
            #expect(impossible.complaint.contains("no day \"2025-02-29\""))
        }
    }

    @Test("Without a database it ends with 69, and says what to check")
    func noDatabase() async throws {
        try await SluseHouse.with { house in
            let ending = try await house.refused(["pool", "list"], ["PGPORT": "1"])
            #expect(ending.status == 69)
            #expect(ending.errors.contains("PGHOST and PGPORT"))
        }
    }

    @Test(
        "A connection that is set up wrong ends it with 78 and names what is wrong",
        arguments: [
            (["PGSERVICE": "no_such_service"], "no_such_service"), (["PGPORT": "many"], "port \"many\""),
            (["PGSSLMODE": "sometimes"], "sometimes"),
        ])
    func misconfigured(variables: [String: String], words: String) async throws {
        try await SluseHouse.with { house in
            let ending = try await house.refused(["pool", "list"], variables)
            #expect(ending.status == 78)
            #expect(ending.complaint.contains(words), "\(ending.errors)")
            #expect(ending.errors.contains("PGSERVICE"))
        }
    }

    @Test("A login that is a member of nothing may not look anybody up, list pools or apply a file")
    func notAMember() async throws {
        try await SluseHouse.with { house in
            let find = try await house.refused(["citizen", "find"], as: .nobody, input: SluseHouse.knownHere)
            #expect(find.status == 77)
            let apply = try await house.refused(["apply", "-f", "ishoj.yaml"], as: .nobody)
            #expect(apply.status == 77)
            let list = try await house.refused(["pool", "list", "--format", "json"], as: .nobody)
            #expect(list.status == 77)
            #expect(list.complaint == "your login has no role in Ishøj")
            let unknown = try await house.refused(["pool", "list"], ["PGUSER": "op_test_there_is_no_such_login"])
            #expect(unknown.status == 77)
        }
    }
}
