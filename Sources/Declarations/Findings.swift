/// Everything found wrong so far in one file.
///
/// A class, because the mappings of a file report to one list. It lives and dies inside one call of the reader, on one
/// thread.
final class Findings {
    let file: String
    private(set) var errors: [DeclarationError] = []

    init(file: String) {
        self.file = file
    }

    func report(_ error: DeclarationError) {
        errors.append(error)
    }
}

extension String {
    /// The text as an error message may repeat it: on one line, short, and without what could steer a terminal.
    var quoted: String {
        let longest = 40
        let shown = prefix(longest).unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
                ? "\u{FFFD}" : String(scalar)
        }
        return "'" + shown.joined() + (count > longest ? "…'" : "'")
    }
}
