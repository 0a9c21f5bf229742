public import Municipal
public import Postgres

/// The tenant of a row: a municipality's code as a number, 183 for Ishøj and 851 for Aalborg.
///
/// It is the first column of every key in schema `sluse`. It is shown as the code people know, `0183`.
public struct TenantID: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible, PostgresCodable {
    /// The number in the column `tenant_id`.
    public let rawValue: Int32

    /// Makes a tenant from the number in the column `tenant_id`.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// Makes the tenant of a municipality's code.
    public init(_ code: MunicipalityCode) {
        rawValue = Int32(clamping: code.number)
    }

    /// The code in four digits, such as `0183`.
    public var description: String {
        let digits = String(rawValue)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Orders by number.
    public static func < (left: TenantID, right: TenantID) -> Bool { left.rawValue < right.rawValue }
}

extension TenantID: Encodable {
    /// Writes the code as a string of four digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
