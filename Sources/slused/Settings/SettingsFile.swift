import Declarations
import Logging
import Tenancy

/// The settings file, checked before it is used: a misspelt key would otherwise be a setting that silently does nothing.
enum SettingsFile {
    /// Where the file is looked for when nobody names one.
    static let usual = "config/slused.yaml"

    /// Checks keys and kinds of values.
    ///
    /// - Throws: `Refusal` with line, column and the nearest right name for each mistake.
    static func check(_ path: String) throws(Refusal) {
        do throws(DeclarationFailure) {
            _ = try DeclarationReader().read(contentsOf: path, as: kind)
        } catch {
            guard error.kind == .refused else {
                throw Refusal(
                    error.kind == .noSuchFile ? .noInput : .configuration,
                    "\(path): \(error.errors.first?.message ?? "this file can't be read")",
                    advice: "Name the file with the daemon's settings: --config FILE.")
            }
            let errors = error.errors.map(\.description)
            throw Refusal(
                .configuration, errors.first ?? error.description,
                advice: "config/slused.yaml of the project shows every setting.", details: Array(errors.dropFirst()))
        }
    }

    /// The grammar of the file: every key may be left out.
    private static let kind = DeclarationKind<Void>.mapping("the daemon's settings") { file in
        ask(file, [.database, .connections, .logLevel], under: "")
        for section in ["work", "http", "notices"] {
            _ = file.optional(section, part(section))
        }
        return {}
    }

    private static func part(_ section: String) -> DeclarationKind<Void> {
        .mapping("the section \(section)") { mapping in
            ask(mapping, SettingKey.allCases.filter { $0.rawValue.hasPrefix(section + ".") }, under: section + ".")
            return {}
        }
    }

    private static func ask(_ mapping: DeclaredMapping, _ keys: [SettingKey], under prefix: String) {
        for key in keys {
            let name = String(key.rawValue.dropFirst(prefix.count))
            switch key {
            case .channel: _ = mapping.optional(name, .choice(ChannelKind.self))
            case .logLevel: _ = mapping.optional(name, .choice(Logger.Level.self))
            default:
                if let bounds = key.bounds {
                    _ = mapping.optional(name, .integer(in: bounds))
                } else {
                    _ = mapping.optional(name, .text)
                }
            }
        }
    }
}
