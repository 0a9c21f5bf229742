import TestSupport
import Testing

@Suite struct SluseDatabaseTests {
    @Test("With the keys of another database nobody is called unknown: it ends with 78, and the doctor says so too")
    func otherKeys() async throws {
        try await SluseHouse.with { house in
            try house.replaceKeys()
            let find = try await house.refused(["citizen", "find"], input: SluseHouse.knownHere)
            let add = try await house.refused(["citizen", "add"], input: "\(SluseHouse.knownHere)\nBo Lind\n")
            for ending in [find, add] {
                #expect(ending.status == 78)
                #expect(ending.complaint.hasPrefix("keys/0183.keys belongs to another database"))
                #expect(ending.errors.contains("SLUSE_KEYS"))
            }
            let doctor = try await house.sluse(["database", "doctor"])
            #expect(doctor.status == 78)
            #expect(doctor.output.contains("ishoj: keys/0183.keys belongs to another database"))
            let shown = try await house.sluse(["citizen", "show", "B-1"])
            #expect(shown.status == 0 && !shown.output.contains("Karl"))
            #expect(shown.errors.contains("names are not shown: keys/0183.keys belongs to another database"))
        }
    }

    @Test("With its own keys the doctor finds everything good")
    func ownKeys() async throws {
        try await SluseHouse.with { house in
            let doctor = try await house.sluse(["database", "doctor"])
            #expect(doctor.status == 0, "\(doctor.testDescription)")
            #expect(doctor.output.contains("ishoj: keys/0183.keys"))
        }
    }

    @Test("In a database without a deployment, doctor and status say that database init is next, and nothing else")
    func empty() async throws {
        try await SluseHouse.with { house in
            let doctor = try await house.sluse(["database", "doctor"], ["PGDATABASE": "postgres"])
            #expect(doctor.status == 78)
            #expect(doctor.errors.contains("sluse database init"))
            #expect(!doctor.output.contains("could not be looked at") && !doctor.output.contains("SQLSTATE"))
            let status = try await house.sluse(["database", "status"], ["PGDATABASE": "postgres"])
            #expect(status.status == 0)
            #expect(status.errors.contains("sluse database init"))
        }
    }

    @Test("While migrations are pending, doctor and status say that database migrate is next")
    func pending() async throws {
        try await SluseHouse.with { house in
            try await SluseFixtureRepository.forgetLastMigration(try await house.database.superuser())
            let status = try await house.sluse(["database", "status"])
            #expect(status.status == 0)
            #expect(status.complaint == "1 pending; stop slused, then apply them: sluse database migrate")
            let doctor = try await house.sluse(["database", "doctor"])
            #expect(doctor.status == 78)
            #expect(doctor.errors.contains("sluse database migrate"))
        }
    }

    @Test("What somebody else keeps locked is not waited for long: it ends with 75 and changes nothing")
    func locked() async throws {
        try await SluseHouse.with { house in
            let superuser = try await house.database.superuser()
            try await SluseFixtureRepository.lockingCitizens(superuser) {
                let ending = try await house.sluse(["waitlist", "add", "B-1", "--pool", "mikrofleks"])
                #expect(ending.status == 75)
                #expect(ending.complaint.hasPrefix("someone else is changing the same thing"))
            }
        }
    }

    @Test(
        "A word that names no command is answered with the nearest",
        arguments: [
            (["pol", "list"], "\"pol\" is no command of sluse; did you mean 'sluse pool'?"),
            (
                ["citizen", "shwo", "B-1"],
                "\"shwo\" is no command of sluse citizen; did you mean 'sluse citizen show'?"
            ),
            (["quux"], "\"quux\" is no command of sluse"),
        ])
    func commandWords(arguments: [String], complaint: String) async throws {
        try await SluseHouse.with { house in
            let ending = try await house.refused(arguments)
            #expect(ending.status == 64 && ending.complaint == complaint)
            #expect(ending.errors.contains("There are "))
        }
    }
}
