import Configuration
import Declarations
import Foundation
import Logging
import Notices
import SystemPackage
import Tenancy

extension DaemonSettings {
    /// Reads the settings: the environment goes before the file, the file before what is usual.
    ///
    /// - Parameters:
    ///   - file: The file; `nil` for the usual one, which may be missing.
    ///   - environment: The variables.
    /// - Throws: `Refusal`: `.noInput` if a file that was named is not there, `.configuration` for everything that is wrong.
    static func read(
        file: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> DaemonSettings {
        let isThere = FileManager.default.fileExists(atPath: SettingsFile.usual)
        let path = file ?? (isThere ? SettingsFile.usual : nil)
        // An empty variable is none: service managers and shells leave them behind.
        let variables = environment.filter { $0.key.hasPrefix(SettingKey.variablePrefix) && !$0.value.isEmpty }
        try checkNames(variables.keys)
        var providers: [any ConfigProvider] = [
            EnvironmentVariablesProvider(environmentVariables: variables).prefixKeys(with: "slused")
        ]
        if let path {
            try SettingsFile.check(path)
            do {
                providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(path)))
            } catch {
                throw Refusal(.configuration, "\(path) can't be read as settings")
            }
        }
        return try DaemonSettings(SettingsReader(reader: ConfigReader(providers: providers), environment: environment))
    }

    private static func checkNames(_ names: some Sequence<String>) throws(Refusal) {
        let known = SettingKey.allCases.map(\.variable)
        for name in names.sorted() where !known.contains(name) {
            let meant = closestMatch(to: name, among: known)
            throw Refusal(
                .configuration, "there is no setting for the variable \(name)",
                advice: meant.map { "Did you mean \($0)?" } ?? "There are \(known.joined(separator: ", ")).")
        }
    }

    private init(_ reader: SettingsReader) throws(Refusal) {
        database = try reader.text(.database, usual: "")
        connections = try reader.number(.connections, usual: 4)
        pollInterval = .seconds(try reader.number(.pollSeconds, usual: 30))
        overdueLimit = .seconds(try reader.number(.overdueMinutes, usual: 15) * 60)
        logLevel = try reader.word(.logLevel, usual: .info)
        address = try reader.text(.address, usual: "127.0.0.1")
        port = try reader.number(.port, usual: 9187)
        channel = try reader.word(.channel, usual: .spool)
        let from = try reader.text(.sender, usual: "sluse@localhost")
        guard let sender = MailAddress(from) else {
            throw Refusal(.configuration, "\(SettingKey.sender.rawValue) is not a plain e-mail address")
        }
        self.sender = sender
        spoolFolder = try reader.text(.spoolFolder, usual: reader.usualSpoolFolder)
        sendmailCommand = try reader.text(.sendmailCommand, usual: "/usr/sbin/sendmail")
        webhookURL = try reader.text(.webhookURL, usual: "")
        webhookSecret = try reader.text(.webhookSecret, usual: "")
        if channel == .webhook { try reader.require([.webhookURL, .webhookSecret], of: .webhook) }
    }
}

/// Takes single settings out of what was read.
private struct SettingsReader {
    let reader: ConfigReader
    let environment: [String: String]

    /// systemd says where a service may keep things; elsewhere it is the folder of the private cluster.
    var usualSpoolFolder: String {
        environment["STATE_DIRECTORY"].flatMap { $0.split(separator: ":").first }.map { "\($0)/spool" }
            ?? ".sluse/spool"
    }

    func text(_ key: SettingKey, usual: String) throws(Refusal) -> String {
        reader.string(forKey: key.configKey) ?? usual
    }

    /// - Throws: `Refusal` that names all those of the settings that a channel can't do without and that nobody gave.
    func require(_ keys: [SettingKey], of channel: ChannelKind) throws(Refusal) {
        let missing = keys.filter { (reader.string(forKey: $0.configKey) ?? "").isEmpty }
        guard !missing.isEmpty else { return }
        throw Refusal(
            .configuration,
            "the channel \(channel.rawValue) needs \(missing.map(\.rawValue).joined(separator: " and "))",
            advice: "Set it in the settings file, or by \(missing.map(\.variable).joined(separator: " and ")).")
    }

    func number(_ key: SettingKey, usual: Int) throws(Refusal) -> Int {
        guard let text = reader.string(forKey: key.configKey) else { return usual }
        guard let number = Int(text), let bounds = key.bounds, bounds.contains(number) else {
            let range = key.bounds.map { " from \($0.lowerBound) to \($0.upperBound)" } ?? ""
            throw refusal(key, "is not a whole number\(range)")
        }
        return number
    }

    func word<Word: RawRepresentable<String> & CaseIterable>(_ key: SettingKey, usual: Word) throws(Refusal) -> Word {
        guard let text = reader.string(forKey: key.configKey) else { return usual }
        guard let word = Word(rawValue: text) else {
            throw refusal(key, "is not one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    /// The value itself is not repeated: a setting may be a secret put in the wrong place.
    private func refusal(_ key: SettingKey, _ fault: String) -> Refusal {
        Refusal(.configuration, "the setting \(key.rawValue) \(fault)", advice: "It may come from \(key.variable).")
    }
}
