/// Notices as files in a folder, for another program to pick up.
///
/// Each is an internet message in UTF-8, `<folder>/<municipality>/<key>.eml`, written so that it is there in full or not
/// at all. Writing the same notice again makes the same file.
public struct SpoolChannel: NoticeChannel {
    private let folder: String
    private let sender: MailAddress

    /// Names the folder; it is made when the first notice comes.
    ///
    /// - Parameters:
    ///   - folder: The folder, given to the daemon's user.
    ///   - sender: The address in `From:`.
    public init(folder: String, sender: MailAddress) {
        self.folder = folder
        self.sender = sender
    }

    /// The name of the channel: `spool`.
    public var name: String { "spool" }

    /// A disk that takes longer than this is given up on for now.
    public var timeLimit: Duration { .seconds(10) }

    /// Writes the file.
    ///
    /// - Parameter notice: The notice.
    /// - Returns: The path below the folder.
    /// - Throws: ``DeliveryFailure``: whatever a disk refuses concerns all notices, so they all wait.
    public func send(_ notice: OutgoingNotice) async throws(DeliveryFailure) -> String {
        let message = MailMessage(
            sender: sender, recipient: notice.contact.flatMap { MailAddress($0) }, notice: notice)
        let bytes = Array(message.readableText.utf8)
        let place = "\(folder)/\(notice.slug)"
        let file = "\(notice.keyText).eml"
        do throws(SystemFailure) {
            try await BlockingWork.run { () throws(SystemFailure) in
                try DurableFile.write(bytes, name: file, in: place)
            }
        } catch {
            throw DeliveryFailure(.wait, Self.advice(error, place))
        }
        return "\(notice.slug)/\(file)"
    }

    private static func advice(_ failure: SystemFailure, _ place: String) -> String {
        failure.isOutOfRoom
            ? "the disk of the spool folder \(place) is full; make room, and the notices follow by themselves"
            : "the spool folder \(place) can't be written: \(failure); let the daemon's user write there"
    }
}
