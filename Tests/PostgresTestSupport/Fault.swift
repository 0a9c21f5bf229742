/// What a ``FaultProxy`` does to what passes through it.
public enum Fault: Sendable, Equatable {
    /// Nothing: it only passes on.
    case none
    /// Passes to the server what the client says, and takes what the server says without passing it on.
    case silence
    /// Keeps what either side says until the fault is over, as a network does that has lost its way.
    case freeze
    /// Lets nobody in who comes now: the system takes the connection, and nothing ever answers on it.
    case deaf
    /// Closes every line at once, and those that are opened.
    case close
    /// Resets every line at once (RST), and those that are opened.
    case reset
    /// Passes on one byte at a time.
    case trickle
    /// Passes everything on so many milliseconds late.
    case delay(milliseconds: UInt32)
    /// Cuts the line instead of passing on a client's message that holds the text; of several, only every so many.
    case cutBefore(String, every: Int = 1)
    /// Passes such a message on and cuts the line instead of passing the server's answer.
    case cutAfter(String, every: Int = 1)

    /// The text that a line is cut at.
    var trigger: (text: String, every: Int)? {
        switch self {
        case .cutBefore(let text, let every), .cutAfter(let text, let every): (text, every)
        default: nil
        }
    }
}
