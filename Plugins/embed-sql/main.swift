import Foundation

/// `embed-sql FOLDER OUTPUT FILE…` writes a Swift file with the text of each FILE under FOLDER, keyed by its path.
let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
    FileHandle.standardError.write(Data("usage: embed-sql FOLDER OUTPUT FILE…\n".utf8))
    exit(64)
}
let folder = URL(filePath: arguments[1])
var source =
    "/// The files under `sql/`, by their path there.\nenum EmbeddedSQL {\n    static let files: [(path: String, text: String)] = [\n"
for file in arguments.dropFirst(3) {
    let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    var fence = "#"
    while text.contains("\"\"\"" + fence) || text.contains("\\" + fence) { fence += "#" }
    source += "        (\"\(file)\", \(fence)\"\"\"\n\(text)\n\"\"\"\(fence)),\n"
}
source += "    ]\n}\n"
try source.write(to: URL(filePath: arguments[2]), atomically: true, encoding: .utf8)
