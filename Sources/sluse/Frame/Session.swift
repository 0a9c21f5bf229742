import Citizens
import Foundation
import Municipal
import Postgres
import Tenancy

/// What a command works with: the database, the municipality asked for, where to print, and the keys.
///
/// Nothing is opened before it is asked for; the connection is made by the first transaction.
///
/// ```swift
/// func run() async throws {
///     try await global.session { session in
///         let ishoj = try await session.municipality()
///         let pools = try await session.database.read(in: ishoj.id) { tx in try PoolRepository.all(in: ishoj.id, &tx) }
///         try session.output.list(pools.map(PoolLine.init))
///     }
/// }
/// ```
struct Session: Sendable {
    let database: Database
    let options: GlobalOptions

    /// Prints in the format asked for.
    var output: Output { options.output }

    /// The municipalities' keys; the folder is looked at when a key is first asked for.
    var keys: KeyRing {
        KeyRing(folder: options.keys ?? Environment.value("SLUSE_KEYS") ?? KeyRing.usualFolder)
    }

    /// The municipality of `--municipality` or `SLUSE_MUNICIPALITY`; without either, the only one this login sees.
    ///
    /// - Parameter anyone: Whether a login without a role there may go on, as who gives the first role must.
    /// - Throws: `Refusal` with the nearest name, with the names to choose from, or because this login has no role there: an
    ///   empty list would be a false statement.
    func municipality(anyone: Bool = false) async throws -> Municipality {
        let words = options.municipality ?? Environment.value("SLUSE_MUNICIPALITY")
        return try await database.transaction(.readOnly) { tx in
            let visible = Set(try MunicipalityRepository.visible(&tx))
            if let words {
                let town = try MunicipalityRepository.resolve(words, &tx)
                guard anyone || visible.contains(town.id) else {
                    throw Refusal(
                        .notAllowed, "your login has no role in \(town.name)",
                        advice:
                            "An administrator there gives it one: sluse operator grant LOGIN ROLE --municipality \(town.slug)"
                    )
                }
                return town
            }
            let mine = try MunicipalityRepository.all(&tx).filter { visible.contains($0.id) }
            if let only = mine.first, mine.count == 1 { return only }
            throw Refusal(
                .usage, "which municipality?",
                advice: mine.isEmpty
                    ? "This login is a member of none. A municipality administrator gives it a role: sluse operator grant --help"
                    : "Say --municipality \(mine.map(\.slug).joined(separator: " or --municipality ")).")
        }
    }
}

extension GlobalOptions {
    /// Opens a session, runs the body, and closes the database again.
    ///
    /// - Parameters:
    ///   - principal: `.operator` but for `database init` and `operator create`, which need a superuser.
    ///   - body: The command's work.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws.
    func session<Result: Sendable>(
        as principal: DatabaseLogin.Principal = .operator,
        _ body: @Sendable (Session) async throws -> Result
    ) async throws -> Result {
        let configuration = DatabaseLogin.configuration(
            conninfo: database ?? "", as: principal, today: today, poolSize: 1)
        let session = Session(database: Database(configuration), options: self)
        do {
            let result = try await body(session)
            await session.database.close()
            return result
        } catch {
            await session.database.close()
            throw error
        }
    }
}

/// The environment's variables, an empty one being none.
enum Environment {
    static func value(_ name: String) -> String? {
        guard let text = getenv(name).map({ String(cString: $0) }), !text.isEmpty else { return nil }
        return text
    }
}
