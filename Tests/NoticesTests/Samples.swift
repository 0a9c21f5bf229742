import FoundationEssentials
import Municipal
import Testing

@testable import Notices

/// Notices and folders that several tests begin with.
enum Samples {
    static let key = UUID(
        uuid: (0x0f, 0x8f, 0xad, 0x5b, 0xd9, 0xcb, 0x46, 0x9f, 0xa1, 0x65, 0x70, 0x86, 0x72, 0x89, 0x50, 0x0e))
    static let keyText = "0f8fad5b-d9cb-469f-a165-70867289500e"

    static func day(_ iso: String) throws -> Day {
        try #require(Day(iso: iso))
    }

    static func sender() throws -> MailAddress {
        try #require(MailAddress("sluse@ishoj.example"))
    }

    static func notice(
        subject: String = "Løndækning C-4 er ophørt", body: String = "Til jobcentret\n\nÆblegrød på øen.\n",
        contact: String? = "jobcenter@ishoj.example"
    ) throws -> OutgoingNotice {
        OutgoingNotice(
            key: key, municipality: "0183", slug: "ishoj", contact: contact,
            language: .danish, kind: .coverageEnded, noticeID: 7, datedOn: try day("2025-02-01"),
            text: NoticeText(subject: subject, body: body))
    }

    /// Runs the body with a new folder, and removes it afterwards.
    static func inFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sluse-notices-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder.path(percentEncoded: false))
    }

    /// Everything below a folder that is a file, by its path from there.
    static func files(in folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { path in
            var isFolder = false
            return FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder) && !isFolder
        }.sorted()
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }
}
