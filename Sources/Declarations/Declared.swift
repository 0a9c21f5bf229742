/// What was read for one key: a value, or nothing because it was refused and the reason is already noted.
///
/// Reading never throws, so that every key of a mapping is looked at and every mistake in a file is reported at once.
/// The value is taken out afterwards, when the mapping's value is built.
public struct Declared<Value> {
    /// Where the value stands; where the mapping begins, if the key isn't there.
    public let place: DeclarationPlace
    let value: Value?

    /// Takes the value out.
    ///
    /// - Throws: ``DeclarationRejected`` if there is none; the reader has then already noted why.
    public func get() throws(DeclarationRejected) -> Value {
        guard let value else { throw DeclarationRejected() }
        return value
    }
}

/// A value was asked for that could not be read. What is wrong was reported where it was found.
public struct DeclarationRejected: Error {}
