import ArgumentParser
import Declarations
import Municipal
import Tenancy

/// The words that name a command, looked at before anything reads the options.
enum CommandWords {
    /// - Throws: `Refusal` with the nearest right word for the first that names no command.
    static func check(_ arguments: [String]) throws {
        var command: any ParsableCommand.Type = Sluse.self
        var path = "sluse"
        for word in arguments {
            let below = command.configuration.subcommands
            guard !below.isEmpty, !word.hasPrefix("-"), word != "help" else { return }
            let names = below.map { $0.configuration.commandName ?? "" }
            guard let index = names.firstIndex(of: word) else {
                let meant = closestMatch(to: word, among: names).map { "; did you mean '\(path) \($0)'?" } ?? ""
                throw Refusal(
                    .usage, "\(Redaction.quoted(word)) is no command of \(path)\(meant)",
                    advice: "There are \(names.joined(separator: ", ")). See: \(path) --help")
            }
            command = below[index]
            path += " \(word)"
        }
    }

    /// Ties values such as `-3` to their options, which would otherwise take them for options of their own and say that a
    /// value is missing. No option of this program is a digit.
    static func tyingNegativeValues(_ arguments: [String]) -> [String] {
        arguments.reduce(into: []) { tied, argument in
            let isNegative = argument.count > 1 && argument.first == "-" && argument.dropFirst().first?.isNumber == true
            if isNegative, let option = tied.last, option.hasPrefix("--"), option.count > 2, !option.contains("=") {
                tied[tied.count - 1] = "\(option)=\(argument)"
            } else {
                tied.append(argument)
            }
        }
    }
}
