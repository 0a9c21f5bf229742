import Crypto
import Municipal
import PropertyTestSupport
import Tenancy
import Testing

@testable import Citizens

@Suite("Sealing who a citizen is")
struct PersonCipherTests {
    private let ishoj: PersonCipher
    private let aalborg: PersonCipher
    private let number = CitizenNumber(rawValue: 17)

    init() throws {
        ishoj = PersonCipher(keys: try #require(MunicipalityKeys.random(for: TenantID(rawValue: 183))))
        aalborg = PersonCipher(keys: try #require(MunicipalityKeys.random(for: TenantID(rawValue: 851))))
    }

    @Test("What is sealed opens again, under the same number only")
    func roundTrip() throws {
        let identity = try TestPersons.identity()
        let sealed = try ishoj.seal(identity, as: number)
        #expect(try ishoj.open(sealed, of: number) == identity)
        #expect(sealed.keyVersion == 1)
    }

    @Test("A ciphertext moved to another citizen's row does not open")
    func movedRow() throws {
        let sealed = try ishoj.seal(TestPersons.identity(), as: number)
        #expect(throws: PersonCipher.Failure.notAuthentic) { try ishoj.open(sealed, of: CitizenNumber(rawValue: 18)) }
    }

    @Test("The sealed identity of one row beside the wrapped key of another does not open, either way round")
    func mixedRows() throws {
        let one = try ishoj.seal(TestPersons.identity(), as: number)
        let other = CitizenNumber(rawValue: 18)
        let two = try ishoj.seal(TestPersons.identity("7703901234"), as: other)
        let mixed = [
            SealedIdentity(sealed: one.sealed, wrappedKey: two.wrappedKey, keyVersion: 1),
            SealedIdentity(sealed: two.sealed, wrappedKey: one.wrappedKey, keyVersion: 1),
            SealedIdentity(sealed: one.wrappedKey, wrappedKey: one.sealed, keyVersion: 1),
        ]
        for sealed in mixed {
            for row in [number, other] {
                #expect(throws: PersonCipher.Failure.notAuthentic) { try ishoj.open(sealed, of: row) }
            }
        }
    }

    @Test("A ciphertext moved to another municipality does not open, even under the same keys")
    func movedMunicipality() throws {
        let sealed = try ishoj.seal(TestPersons.identity(), as: number)
        #expect(throws: PersonCipher.Failure.notAuthentic) { try aalborg.open(sealed, of: number) }
        let sameKeys = PersonCipher(
            keys: try #require(
                MunicipalityKeys(
                    tenant: TenantID(rawValue: 851), sealing: ishoj.keys.sealing, lookup: ishoj.keys.lookup)))
        #expect(throws: PersonCipher.Failure.notAuthentic) { try sameKeys.open(sealed, of: number) }
    }

    @Test("A person has different tokens in two municipalities, and one token in each")
    func tokens() throws {
        for digits in TestPersons.numbers(200, seed: 63) {
            let cpr = try CPRNumber(parsing: digits)
            #expect(ishoj.token(of: cpr) != aalborg.token(of: cpr))
            #expect(
                try ishoj.token(of: cpr)
                    == ishoj.token(of: CPRNumber(parsing: "\(digits.prefix(6))-\(digits.suffix(4))")))
            #expect(ishoj.token(of: cpr).count == 32)
        }
    }

    @Test("Any one bit changed keeps it from opening")
    func altered() throws {
        let sealed = try ishoj.seal(TestPersons.identity(), as: number)
        for index in sealed.sealed.indices {
            var bytes = sealed.sealed
            bytes[index] ^= 1
            let altered = SealedIdentity(sealed: bytes, wrappedKey: sealed.wrappedKey, keyVersion: 1)
            #expect(throws: PersonCipher.Failure.notAuthentic) { try ishoj.open(altered, of: number) }
        }
        for index in sealed.wrappedKey.indices {
            var bytes = sealed.wrappedKey
            bytes[index] ^= 0x80
            let altered = SealedIdentity(sealed: sealed.sealed, wrappedKey: bytes, keyVersion: 1)
            #expect(throws: PersonCipher.Failure.notAuthentic) { try ishoj.open(altered, of: number) }
        }
    }

    @Test("Bytes of any length that were never sealed do not open and do not crash")
    func noise() {
        let seed: UInt64 = 62
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0...120, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let sealed = SealedIdentity(sealed: bytes, wrappedKey: bytes, keyVersion: 1)
            #expect(throws: PersonCipher.Failure.notAuthentic, "seed \(seed)") { try ishoj.open(sealed, of: number) }
        }
    }

    @Test("A version that the key file does not have is named")
    func version() throws {
        let sealed = try ishoj.seal(TestPersons.identity(), as: number)
        let newer = SealedIdentity(sealed: sealed.sealed, wrappedKey: sealed.wrappedKey, keyVersion: 2)
        #expect(throws: PersonCipher.Failure.unknownVersion(2)) { try ishoj.open(newer, of: number) }
    }

    @Test("After a new version is added, old citizens open and new ones are sealed under it")
    func rotation() throws {
        let old = try ishoj.seal(TestPersons.identity(), as: number)
        let keys = try #require(
            MunicipalityKeys(
                tenant: ishoj.keys.tenant,
                sealing: ishoj.keys.sealing.merging([2: SymmetricKey(size: .bits256)]) { $1 },
                lookup: ishoj.keys.lookup))
        let rotated = PersonCipher(keys: keys)
        #expect(try rotated.open(old, of: number) == TestPersons.identity())
        #expect(try rotated.seal(TestPersons.identity(), as: number).keyVersion == 2)
    }

    @Test("A corrected name is sealed under the person's own key, with another nonce")
    func resealed() throws {
        let before = try ishoj.seal(TestPersons.identity(), as: number)
        let married = try TestPersons.identity("7603901234", "Åse Nielsen")
        let after = try ishoj.reseal(married, as: number, like: before)
        #expect(after.wrappedKey == before.wrappedKey && after.sealed != before.sealed)
        #expect(after.sealed.prefix(12) != before.sealed.prefix(12))
        #expect(try ishoj.open(after, of: number) == married)
    }

    @Test("The length of a ciphertext does not tell the length of a name")
    func padded() throws {
        let short = try ishoj.seal(TestPersons.identity("7603901234", "Bo"), as: number)
        let long = try ishoj.seal(
            TestPersons.identity("7603901234", "Anne-Margrethe Østergaard Kjærsgaard"), as: number)
        #expect(short.sealed.count == long.sealed.count)
        let longest = String(repeating: "Ø", count: PersonName.longest)
        #expect(
            try ishoj.open(ishoj.seal(TestPersons.identity("7603901234", longest), as: number), of: number).name
                == longest)
    }

    @Test("An identity shows neither name nor number when printed, dumped or reflected")
    func hidden() throws {
        let identity = try TestPersons.identity("7603904321", "Åse Ny")
        var dumped = ""
        dump([identity], to: &dumped)
        for shown in ["\(identity)", String(reflecting: identity), "\(Optional(identity) as Any)", dumped] {
            #expect(!shown.contains("4321") && !shown.contains("Åse"), "\(shown)")
        }
    }
}
