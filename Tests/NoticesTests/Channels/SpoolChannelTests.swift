import FoundationEssentials
import Glibc
import Testing

@testable import Notices

@Suite struct SpoolChannelTests {
    @Test("A notice becomes one file, named by its key, in its municipality's folder")
    func oneFile() async throws {
        try await Samples.inFolder { folder in
            let channel = SpoolChannel(folder: "\(folder)/deep/spool", sender: try Samples.sender())
            let receipt = try await channel.send(try Samples.notice())
            #expect(receipt == "ishoj/\(Samples.keyText).eml")
            #expect(try Samples.files(in: folder) == ["deep/spool/\(receipt)"])
            let text = try Samples.text("\(folder)/deep/spool/\(receipt)")
            #expect(text.contains("To: jobcenter@ishoj.example\n") && text.hasSuffix("Æblegrød på øen.\n"))
        }
    }

    @Test("The same notice again makes the same file with the same bytes")
    func deterministic() async throws {
        try await Samples.inFolder { folder in
            let channel = SpoolChannel(folder: folder, sender: try Samples.sender())
            let path = "\(folder)/" + (try await channel.send(try Samples.notice()))
            let first = try Samples.text(path)
            _ = try await channel.send(try Samples.notice())
            #expect(try Samples.text(path) == first)
            #expect(try Samples.files(in: folder).count == 1)
        }
    }

    @Test("A folder that can't be written holds back the channel and says which folder it is")
    func unwritable() async throws {
        try await Samples.inFolder { folder in
            try Data().write(to: URL(filePath: "\(folder)/taken"))
            let channel = SpoolChannel(folder: "\(folder)/taken", sender: try Samples.sender())
            let failure = await #expect(throws: DeliveryFailure.self) { try await channel.send(try Samples.notice()) }
            #expect(failure?.remedy == .wait)
            #expect(failure?.message.contains("\(folder)/taken/ishoj") == true)
        }
    }

    private static let mayMount = geteuid() == 0

    @Test(
        "A full disk holds the channel back, leaves nothing half written, and lets the notice through when there is room",
        .enabled(if: mayMount, "mounting a small file system needs root"))
    func fullDisk() async throws {
        try await Samples.inFolder { folder in
            let disk = "\(folder)/disk"
            mkdir(disk, 0o700)
            guard mount("tmpfs", disk, "tmpfs", 0, "size=32k") == 0 else {
                print("skipped: this machine does not let root mount a tmpfs (\(SystemFailure.latest))")
                return
            }
            defer { umount2(disk, 0) }
            let channel = SpoolChannel(folder: disk, sender: try Samples.sender())
            // One file that nearly fills the disk, then a notice of several pages.
            try Data(repeating: 1, count: 20_000).write(to: URL(filePath: "\(disk)/ballast"))
            let long = try Samples.notice(body: String(repeating: "Til jobcentret\n", count: 2_000))
            let failure = await #expect(throws: DeliveryFailure.self) { try await channel.send(long) }
            #expect(failure?.remedy == .wait)
            #expect(failure?.message.contains("is full; make room") == true)
            #expect(try Samples.files(in: disk) == ["ballast"])

            let short = try Samples.notice()
            unlink("\(disk)/ballast")
            let receipt = try await channel.send(short)
            #expect(try Samples.files(in: disk) == [receipt])
        }
    }
}
