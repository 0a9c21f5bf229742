import Yams

extension DeclarationKind {
    /// A list of things of one kind. Every element is read, also after a refused one.
    ///
    /// - Parameter element: What each element is.
    public static func list<Element: Sendable>(of element: DeclarationKind<Element>) -> Self where Value == [Element] {
        Self { node, findings in
            guard case .sequence(let nodes) = node else {
                findings.report("a list is needed here, and this is \(node.kindName)", at: node)
                return nil
            }
            let read = nodes.map { element.read($0, findings) }
            let values = read.compactMap(\.self)
            return values.count == read.count ? values : nil
        }
    }

    /// A list whose elements also say where they stand, for checks that need more than the file.
    ///
    /// - Parameter element: What each element is.
    public static func placedList<Element: Sendable>(
        of element: DeclarationKind<Element>
    ) -> Self where Value == [(place: DeclarationPlace, value: Element)] {
        list(
            of: DeclarationKind<(place: DeclarationPlace, value: Element)> { node, findings in
                element.read(node, findings).map { (node.place(in: findings.file), $0) }
            })
    }

    /// A mapping with keys that the file names freely, in the order of the file.
    ///
    /// - Parameter value: What stands at each key.
    public static func entries<Element: Sendable>(
        of value: DeclarationKind<Element>
    ) -> Self where Value == [(key: String, value: Element)] {
        Self { node, findings in
            guard let mapping = DeclaredMapping("this mapping", node, findings) else { return nil }
            let read = mapping.keys.map { (key: $0, value: mapping.required($0, value)) }
            let values = read.compactMap { entry in entry.value.value.map { (key: entry.key, value: $0) } }
            return values.count == read.count ? values : nil
        }
    }

    /// A mapping with known keys, read in two steps: first every key is named, then the value is built.
    ///
    /// The first step can't throw, so all keys of the mapping are known by its end: a key that was not asked for is
    /// reported with the nearest one that was. The second step runs only for its value; an error thrown there is
    /// reported at the beginning of the mapping, or at its own place if it is a ``DeclarationError``.
    ///
    /// - Parameters:
    ///   - what: What it describes, with its article: `a pool`.
    ///   - read: Asks for the keys and gives the closure that builds the value.
    public static func mapping(
        _ what: String, _ read: @escaping @Sendable (DeclaredMapping) -> () throws -> Value
    ) -> Self {
        Self { node, findings in
            guard let mapping = DeclaredMapping(what, node, findings) else { return nil }
            let build = read(mapping)
            mapping.reportLeftovers()
            do {
                return try build()
            } catch is DeclarationRejected {
                return nil
            } catch let error as DeclarationError {
                findings.report(error)
            } catch {
                findings.report(DeclarationError(at: mapping.place, "\(error)"))
            }
            return nil
        }
    }
}
