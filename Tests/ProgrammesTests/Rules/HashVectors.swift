/// Worked out outside this program from the documentation of the sample's ranks: hashlib.sha256(seed + key).
enum ControlSampleVector {
    static let order = ["c", "a", "b"]
}

/// Worked out outside this program from the table of bytes.
enum InputHashVector {
    static let beginning = "1db25c053570d367ebae48e4d086e877e63251db6af9c469039986430a031121"
    static let values = "0c4e193b779fb02de79cd232e4763546e8255d50c3e1b7862c256f48430fdd77"
}
