import Testing

@testable import Notices

@Suite struct NoticePayloadTests {
    private static let ends = """
        {"kind": "coverage_ends", "noticeId": 7, "citizen": "B-17", "coverage": "C-4", "pool": "Mikrofleksjob",
         "lastDay": "2025-02-01", "step": 90, "caseNumber": "25/1234", "employerCvr": "13748136", "datedOn": "2024-11-03"}
        """

    @Test("The payload of a coming end is read")
    func reads() throws {
        let payload = try NoticePayload(json: Self.ends)
        #expect(payload.kind == .coverageEnds)
        #expect(payload.noticeID == 7)
        #expect(payload.citizen == "B-17")
        let coverage = NoticePayload.Coverage(
            reference: "C-4", lastDay: try Samples.day("2025-02-01"), caseNumber: "25/1234", employerCVR: "13748136")
        #expect(payload.subject == .coverageEnds(coverage, daysBefore: 90))
    }

    @Test(
        "A key that is needed and missing is named",
        arguments: ["kind", "noticeId", "citizen", "coverage", "pool", "lastDay", "step", "caseNumber"])
    func missingKey(key: String) throws {
        let without = Self.ends.replacing("\"\(key)\":", with: "\"was-\(key)\":")
        #expect(throws: PayloadError.missing(key)) { try NoticePayload(json: without) }
    }

    @Test("A null is a missing key, and a missing employer is no error")
    func nulls() throws {
        let without = Self.ends.replacing("\"13748136\"", with: "null")
        #expect(try NoticePayload(json: without).kind == .coverageEnds)
        let nothing = Self.ends.replacing("\"25/1234\"", with: "null")
        #expect(throws: PayloadError.missing("caseNumber")) { try NoticePayload(json: nothing) }
    }

    @Test(
        "A value that is not what it should be is an error that names the key and not the value",
        arguments: [
            ("\"2025-02-01\"", "\"2025-02-30\"", "lastDay"), ("90", "\"760390-1234\"", "step"), ("90", "1.5", "step"),
            ("\"coverage_ends\"", "\"party\"", "kind"), ("\"B-17\"", "17", "citizen"), ("\"C-4\"", "[]", "coverage"),
            ("\"Mikrofleksjob\"", "\"\"", "pool"), ("\"13748136\"", "{}", "employerCvr"),
        ])
    func unreadable(value: String, replacement: String, key: String) {
        let wrong = Self.ends.replacing(value, with: replacement)
        #expect(throws: PayloadError.unreadable(key)) { try NoticePayload(json: wrong) }
        #expect(!PayloadError.unreadable(key).description.contains("760390"))
    }

    @Test("What is not an object is no payload", arguments: ["[]", "7", "", "{", "\"text\"", "{\"kind\": nul}"])
    func notAnObject(json: String) {
        #expect(throws: PayloadError.notAnObject) { try NoticePayload(json: json) }
    }

    @Test("Keys this program does not know are passed over, whatever they hold")
    func unknownKeys() throws {
        let more = Self.ends.replacing("\"step\": 90", with: "\"step\": 90, \"later\": {\"a\": [1, 2.5, true]}")
        #expect(try NoticePayload(json: more) == NoticePayload(json: Self.ends))
    }
}
