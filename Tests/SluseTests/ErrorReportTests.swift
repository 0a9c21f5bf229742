import ArgumentParser
import Municipal
import Postgres
import Tenancy
import Testing

@testable import sluse

@Suite("Errors on the command line")
struct ErrorReportTests {
    @Test("Each kind of refusal has its exit code from sysexits")
    func codes() {
        let expected: [Refusal.Kind: Int32] = [
            .usage: 64, .badData: 65, .noInput: 66, .unavailable: 69, .tryAgain: 75, .notAllowed: 77,
            .configuration: 78,
        ]
        for kind in Refusal.Kind.allCases {
            #expect(ErrorReport(Refusal(kind, "no")).status.rawValue == expected[kind])
        }
    }

    @Test("Message, details and advice stand on lines of their own")
    func lines() {
        let refusal = Refusal(
            .badData, "2 lines are refused", advice: "Correct them.", details: ["line 4: no name", "line 5: no date"])
        #expect(
            ErrorReport(refusal).text
                == "sluse: 2 lines are refused\n  line 4: no name\n  line 5: no date\n  Correct them.")
    }

    @Test("A CPR number in a message is masked at the last moment")
    func masked() {
        let report = ErrorReport(Refusal(.badData, "7603901234 and 760390-1234"))
        #expect(!report.text.contains("1234"))
    }

    @Test("Wrong usage is 64 and begins like every other error; help and version are no errors")
    func usage() throws {
        for arguments in [
            ["citizen", "show"], ["citizen", "shwo"], ["nothing"], ["citizen", "show", "B-1", "--from", "x"],
        ] {
            let error = try #require(throws: (any Error).self) { try Sluse.parseAsRoot(arguments) }
            let report = ErrorReport(error)
            #expect(
                report.status == .usage && report.text.hasPrefix("sluse: ") && !report.text.contains("Error:"),
                "\(arguments)")
        }
        let version = try #require(throws: (any Error).self) { try Sluse.parseAsRoot(["--version"]) }
        #expect(ErrorReport(version).status == .done && ErrorReport(version).text == "sluse 0.1.0")
    }

    @Test("A value that begins with a minus is read as its option's, and an option stays one")
    func negativeValues() {
        let tied = CommandWords.tyingNegativeValues(["grant", "--hours", "-3", "--dry-run", "-f", "--years", "-1,5"])
        #expect(tied == ["grant", "--hours=-3", "--dry-run", "-f", "--years=-1,5"])
    }

    @Test("A value that can't be read is refused in its own words")
    func values() throws {
        let error = try #require(throws: (any Error).self) {
            try Sluse.parseAsRoot(["citizen", "show", "B-1", "--today", "2025-02-30"])
        }
        let report = ErrorReport(error)
        #expect(report.status == .usage && report.text.contains("--today"))
    }

    @Test("An error that no person caused is a defect of the program, shown without data")
    func defect() {
        let report = ErrorReport(PostgresError(.decoding, "expected text"))
        #expect(report.status == .software && report.text.contains("report this line"))
    }
}

@Suite("Every command's help")
struct HelpTests {
    @Test("Every command that does something has an example in its help")
    func examples() {
        var visited = 0
        func visit(_ command: any ParsableCommand.Type, _ path: String) {
            let children = command.configuration.subcommands
            if children.isEmpty {
                visited += 1
                #expect(command.configuration.discussion.contains("Example:"), "\(path)")
                #expect(command.configuration.discussion.contains("sluse \(path)"), "\(path)")
                #expect(!command.configuration.abstract.isEmpty, "\(path)")
            }
            for child in children { visit(child, "\(path) \(child._commandName)".trimmingPrefix(" ").description) }
        }
        visit(Sluse.self, "")
        #expect(visited > 20)
    }
}
