/// The name of a metric with its dimensions, as Prometheus writes them.
struct PrometheusLabel: Hashable, Comparable, Sendable {
    let name: String
    private let dimensions: String

    init(_ name: String, _ dimensions: [(String, String)]) {
        self.name = Self.word(name, allowing: ":")
        self.dimensions = dimensions.sorted { $0.0 < $1.0 }
            .map { "\(Self.word($0.0, allowing: ""))=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
    }

    static func < (left: Self, right: Self) -> Bool {
        (left.name, left.dimensions) < (right.name, right.dimensions)
    }

    /// `name{dimensions}`, with a suffix to the name and one more dimension.
    func text(suffix: String = "", extra: String = "") -> String {
        let inside = [dimensions, extra].filter { !$0.isEmpty }.joined(separator: ",")
        return name + suffix + (inside.isEmpty ? "" : "{\(inside)}")
    }

    private static func word(_ text: String, allowing mark: String) -> String {
        let letters = text.map { $0.isASCII && ($0.isLetter || $0.isNumber) || mark.contains($0) ? $0 : "_" }
        return (letters.first?.isNumber ?? true ? "_" : "") + String(letters)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
