public import Municipal

/// What a line of a file, or a form, says about one citizen. What it leaves out stays as it is.
public struct CitizenEntry: Sendable {
    /// Whom it is about.
    public let cpr: CPRNumber
    /// The name; needed for a citizen who is new.
    public let name: PersonName?
    /// The target group, and the day from which it holds.
    public let targetGroup: PeriodEntry?
    /// The benefit, and the day from which it holds.
    public let benefit: PeriodEntry?
    /// The part of the municipality.
    public let unit: String?
    /// Whether name and address are protected.
    public let protectedAddress: Bool?

    /// What is known of one citizen from elsewhere than a file.
    public init(
        cpr: CPRNumber, name: PersonName?, targetGroup: PeriodEntry?, benefit: PeriodEntry?, unit: String?,
        protectedAddress: Bool?
    ) {
        self.cpr = cpr
        self.name = name
        self.targetGroup = targetGroup
        self.benefit = benefit
        self.unit = unit
        self.protectedAddress = protectedAddress
    }

    /// Reads the fields as text; an empty one says nothing.
    ///
    /// ```swift
    /// let entry = try CitizenEntry(["cpr": "7603901234", "name": "Åse Ny", "target_group": "9", "target_group_from": "2020-03-02"])
    /// ```
    ///
    /// - Parameter fields: The fields by the names of the file's columns, ``CitizenFile/columns``.
    /// - Throws: `InputError` at the first field that can't be read; it repeats no name and no CPR number.
    public init(_ fields: [String: String]) throws(InputError) {
        func text(_ column: String) -> String? {
            fields[column].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        }
        guard let digits = text("cpr") else { throw InputError(.cprNumber, .malformed, "the CPR number is missing") }
        cpr = try CPRNumber(parsing: digits)
        name = try text("name").map(PersonName.init(parsing:))
        targetGroup = try PeriodEntry(.targetGroup, text("target_group"), text("target_group_from"))
        benefit = try PeriodEntry(.benefit, text("benefit"), text("benefit_from"))
        unit = try text("unit").map(Self.unit)
        protectedAddress = try text("protected_address").map(Self.yesOrNo)
    }

    /// Reads the part of the municipality that a citizen belongs to.
    ///
    /// - Throws: `InputError` if it is too long, or holds what could be a CPR number.
    public static func unit(_ text: String) throws(InputError) -> String {
        let unit = try TextLine(parsing: text).text
        guard unit.count <= 100, Redaction.masked(unit) == unit else {
            throw InputError(
                .line, .malformed, "the unit is longer than 100 characters, or holds a long number; write its name")
        }
        return unit
    }

    /// Reads a yes or a no, in Danish or English.
    ///
    /// - Throws: `InputError` for anything else.
    public static func yesOrNo(_ text: String) throws(InputError) -> Bool {
        switch text.lowercased() {
        case "yes", "ja", "true", "1", "x": true
        case "no", "nej", "false", "0": false
        default:
            throw InputError(.line, .malformed, "\(Redaction.quoted(text)) is unclear: write yes or no")
        }
    }
}

/// A value and the day from which it holds.
public struct PeriodEntry: Sendable, Hashable {
    /// The code of the target group, or the name of the benefit.
    public let value: String
    /// The first day.
    public let from: Day

    /// A value as ``PeriodKind/read(_:)`` gave it, from a day on.
    public init(value: String, from: Day) {
        self.value = value
        self.from = from
    }

    /// - Returns: `nil` if neither is there.
    init?(_ kind: PeriodKind, _ value: String?, _ from: String?) throws(InputError) {
        switch (value, from) {
        case (nil, nil): return nil
        case (let value?, let from?):
            self.value = try kind.read(value)
            self.from = try Day(parsing: from)
        case (_?, nil):
            throw InputError(.date, .malformed, "the \(kind.noun) has no first day: fill in \(kind.rawValue)_from")
        case (nil, _?):
            throw InputError(.line, .malformed, "\(kind.rawValue)_from stands without \(kind.rawValue)")
        }
    }
}

extension Optional {
    /// `map` that keeps the type of what is thrown.
    func map<Result, Failure: Error>(_ read: (Wrapped) throws(Failure) -> Result) throws(Failure) -> Result? {
        guard let self else { return nil }
        return try read(self)
    }
}
