import ArgumentParser
import Testing

@testable import sluse

@Suite("CPR numbers in arguments")
struct PersonalNumberGuardTests {
    @Test(
        "An argument that looks like a CPR number is refused and not repeated",
        arguments: [
            ["citizen", "find", "760390-1234"], ["citizen", "show", "7603901234"], ["--reason=about 760390-1234"],
            ["waitlist", "add", "760390 1234"], ["--reason", "16.03: 760390–1234 called"], ["7603901234.csv"],
            ["--production-unit", "1013388394", "7603901234"], ["--reason", "7603901234"],
            ["--reason", "a7603901234b"],
        ])
    func refused(_ arguments: [String]) {
        let error = #expect(throws: ValidationError.self) { try PersonalNumberGuard.check(arguments) }
        #expect(error?.message.contains("1234") == false)
    }

    @Test(
        "Dates, amounts, case numbers, P-numbers and database names are no CPR numbers",
        arguments: [
            ["--from", "2020-03-02"], ["--from", "02-03-2020"], ["--monthly", "1.500.000,00"], ["--cvr", "13748136"],
            ["--case-number", "2018-081711"], ["--case-number", "25/123456"], ["B-17"],
            ["--production-unit", "1013388394"],
            ["--production-unit=1013388394"], ["--database", "dbname=sluse_7603901234"], ["2025-01-01", "2025-12-31"],
            ["notice", "show", "ab160390-1234-4321-8765-0123456789ab"], ["99121212345"],
        ])
    func passed(_ arguments: [String]) {
        #expect(throws: Never.self) { try PersonalNumberGuard.check(arguments) }
    }

    @Test("What slips into a message is masked, and dates and periods stay readable")
    func masked() {
        #expect(PersonalNumberPattern.masked("no 760390-1234 and 7603901234!") == "no ••••••-•••• and ••••••-••••!")
        for text in ["2025-01-01 til og med 2025-12-31", "line 12: 02-03-2020", "124.176,00 kr.", "0183", "B-123456"] {
            #expect(PersonalNumberPattern.masked(text) == text)
        }
    }
}
