import Foundation
import Tenancy

/// The three standard streams.
enum Terminal {
    static var standardErrorIsTerminal: Bool { isatty(2) == 1 }
    static var standardInputIsTerminal: Bool { isatty(0) == 1 }

    /// Writes to standard output, all of it or an error.
    ///
    /// - Throws: `Refusal` when standard output can't take it, such as a full disk.
    static func write(_ text: String) throws {
        guard let problem = send(text, to: 1) else { return }
        throw Refusal(
            .tryAgain, "can't write the output: \(String(cString: strerror(problem)))",
            advice: "Make room, or send the output somewhere else.")
    }

    /// Writes a line to standard error.
    static func complain(_ line: String) {
        _ = send(line + "\n", to: 2)
    }

    /// Writes to standard error without a line end.
    static func draw(_ text: String) {
        _ = send(text, to: 2)
    }

    /// Asks on the terminal and reads a line that is not shown while it is typed.
    ///
    /// Control-C ends the line and with it the command: while nothing is shown the signal is off, so that the terminal is
    /// never left mute.
    ///
    /// - Throws: `CancellationError` after Control-C or at the end of input.
    static func askSilently(_ question: String) throws -> String {
        var before = termios()
        guard tcgetattr(0, &before) == 0 else { return try line() }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO | ISIG)
        withUnsafeMutableBytes(of: &silent.c_cc) { $0[Int(VEOL)] = interrupt }
        draw(question)
        guard tcsetattr(0, TCSAFLUSH, &silent) == 0 else { return try line() }
        defer {
            _ = tcsetattr(0, TCSAFLUSH, &before)
            draw("\n")
        }
        return try line()
    }

    /// Asks on the terminal and reads a line.
    ///
    /// - Throws: `CancellationError` at the end of input.
    static func ask(_ question: String) throws -> String {
        draw(question)
        return try line()
    }

    private static let interrupt: UInt8 = 3

    /// Reads byte by byte, because a line that Control-C ends has no line end for `readLine` to see.
    private static func line() throws -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.count < 4096 {
            let count = Foundation.read(0, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1, byte != interrupt else { throw CancellationError() }
            if byte == UInt8(ascii: "\n") { break }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// - Returns: `errno` if not everything could be written.
    private static func send(_ text: String, to descriptor: Int32) -> Int32? {
        var text = text
        return text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = Foundation.write(descriptor, rest.baseAddress, rest.count)
                if written < 0 {
                    if errno == EINTR { continue }
                    return errno
                }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
            }
            return nil
        }
    }
}
