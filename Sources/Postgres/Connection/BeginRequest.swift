/// How a transaction starts: sent together with its first statement, in one round trip.
struct BeginRequest: Sendable {
    let text: String
    let isReadOnly: Bool
    /// The settings, as one statement; `nil` when there are none.
    let settings: SQL?

    init(mode: TransactionMode, isolation: IsolationLevel, settings: [LocalSetting]) {
        text = "BEGIN ISOLATION LEVEL \(isolation.sql) \(mode.sql)"
        isReadOnly = mode != .readWrite
        var calls = SQL(text: "")
        for setting in settings {
            calls.append(calls.text.isEmpty ? "SELECT " : ", ")
            calls.append("set_config(\(setting.name.description), \(setting.value), true)")
        }
        self.settings = settings.isEmpty ? nil : calls
    }
}
