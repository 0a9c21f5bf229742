import Testing

@testable import Postgres

@Suite struct SQLTests {
    @Test("An interpolated value becomes a numbered parameter, never text")
    func parameters() {
        let name = "x'; DROP TABLE citizen; --"
        let sql: SQL = "SELECT \(1), \(name), \(nil as Int?)"
        #expect(sql.text == "SELECT $1, $2, $3")
        #expect(sql.slots.map(\.type) == [20, 25, 20])
        #expect(sql.slots.map(\.end) == [8, 8 + Int32(name.utf8.count), -1])
    }

    @Test("Only literals become SQL: its text comes as StaticString, and no protocol makes it from a String")
    func noWayFromString() {
        // A `String` handed to either is a compile-time error, so the types are what there is to check.
        #expect(SQL.StringLiteralType.self == StaticString.self)
        #expect(SQL.StringInterpolation.StringLiteralType.self == StaticString.self)
        let type: Any.Type = SQL.self
        #expect(!(type is any LosslessStringConvertible.Type) && !(type is any Decodable.Type))
        #expect(!(type is any RawRepresentable.Type) && !(type is any StringProtocol.Type))
        // Wherever it is put, text from outside is a parameter.
        let outside = "1; DROP TABLE citizen"
        #expect(("\(outside)" as SQL).text == "$1")
    }

    @Test("A fragment brings its parameters, counted on from those before it")
    func fragments() {
        let condition: SQL = "a = \(Int32(1)) AND b = \("two")"
        let sql: SQL = "SELECT \("first") WHERE \(fragment: condition) AND c = \(Int16(4))"
        #expect(sql.text == "SELECT $1 WHERE a = $2 AND b = $3 AND c = $4")
        #expect(sql.slots.map(\.type) == [25, 23, 25, 21])
        #expect(sql.values.bytes == Array("first".utf8) + [0, 0, 0, 1] + Array("two".utf8) + [0, 4])
    }

    @Test("Pieces joined past the tenth parameter keep their numbers apart")
    func joining() {
        let sql: SQL = "VALUES " + .joined((1...12).map { "(\(Int16($0)))" })
        #expect(sql.text.hasSuffix("($9), ($10), ($11), ($12)"))
        #expect((sql + " \(true)").text.hasSuffix("($12) $13"))
    }

    @Test("A fragment with text of several bytes before its parameters is renumbered in the right place")
    func fragmentsWithAccents() {
        let piece: SQL = "'Ishøj ægte' || \("a") || 'å' || \("b")"
        #expect(("SELECT \(0), " + piece).text == "SELECT $1, 'Ishøj ægte' || $2 || 'å' || $3")
    }

    @Test("An identifier is quoted and its quotes doubled")
    func identifiers() {
        #expect(("SELECT 1 AS \(identifier: "a\"b; DROP")" as SQL).text == "SELECT 1 AS \"a\"\"b; DROP\"")
        #expect(("\(identifier: "")" as SQL).problem?.code == .encoding)
    }

    @Test("A parameter that can't be encoded leaves no bytes behind and is remembered")
    func problems() {
        let sql: SQL = "SELECT \("ok"), \("a\0b"), \("fine")"
        #expect(sql.problem?.code == .encoding)
        #expect(sql.values.bytes == Array("okfine".utf8))
        #expect(("SELECT \(fragment: sql)" as SQL).problem?.code == .encoding)
    }

    @Test("However a statement is printed, its parameters don't show")
    func printing() {
        let sql: SQL = "SELECT \("secret")"
        var dumped = ""
        dump(Command("named", sql), to: &dumped)
        for text in ["\(sql)", String(reflecting: sql), "\(Command("named", sql))", dumped] {
            #expect(text.contains("SELECT $1") && !text.contains("secret") && !text.contains("115"))
        }
    }

    @Test("The name of a prepared statement depends on text and types, not on values")
    func contentNames() {
        let name = StatementCache.contentName("SELECT \(1)")
        #expect(name == StatementCache.contentName("SELECT \(2)"))
        #expect(name != StatementCache.contentName("SELECT \(Int32(1))"))
        #expect(name != StatementCache.contentName("SELECT  \(1)"))
        #expect(name.utf8.count == 33 && name.hasPrefix("s"))
    }

    @Test("The cache forgets the statement that was used least recently")
    func leastRecentlyUsed() {
        var cache = StatementCache(limit: 2)
        let (a, b, c): (SQL, SQL, SQL) = ("SELECT 1", "SELECT 2", "SELECT 3")
        cache.didPrepare(a, as: "a")
        #expect(cache.victim == nil)
        cache.didPrepare(b, as: "b")
        #expect(cache.name(of: a) == "a")
        #expect(cache.victim == "b")
        cache.didDeallocate("b")
        #expect(cache.victim == nil)
        cache.didPrepare(c, as: "c")
        #expect(cache.name(of: b) == nil && cache.name(of: a) == "a" && cache.name(of: c) == "c")
        cache.forgetAll()
        #expect(cache.needsReset && cache.name(of: a) == nil)
    }
}
