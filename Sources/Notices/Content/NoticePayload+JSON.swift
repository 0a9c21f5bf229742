import FoundationEssentials
import Municipal

extension NoticePayload {
    /// Reads the payload of an outbox row.
    ///
    /// Keys that are not known are passed over, so that a newer database can say more than an older daemon reads.
    ///
    /// - Parameter json: The text of the `jsonb` value.
    /// - Throws: ``PayloadError`` naming the key that is missing or can't be read.
    init(json: String) throws(PayloadError) {
        let fields = try PayloadFields(json: json)
        let kind = try fields.value("kind", NoticeKind.init(rawValue:))
        noticeID = try fields.number("noticeId")
        citizen = try fields.text("citizen")
        pool = try fields.text("pool")
        subject =
            switch kind {
            case .coverageEnds: .coverageEnds(try fields.coverage(), daysBefore: try fields.number("step"))
            case .coverageEnded:
                .coverageEnded(try fields.coverage(), try fields.value("endReason", EndReason.init(rawValue:)))
            case .offerMade: .offerMade(try fields.offer())
            case .offerLapsed: .offerLapsed(try fields.offer())
            case .followUpDue: .followUpDue(try fields.coverage(), monthsAfter: try fields.number("step"))
            }
    }
}

/// The members of a payload, each read when the kind of the notice asks for it.
private struct PayloadFields {
    private let members: [String: Member]

    /// A member whose value is neither text nor a whole number is kept as `other`: it counts only if it is asked for.
    private enum Member: Decodable {
        case text(String)
        case number(Int)
        case absent
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .absent
            } else if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let number = try? container.decode(Int.self) {
                self = .number(number)
            } else {
                self = .other
            }
        }
    }

    init(json: String) throws(PayloadError) {
        do {
            members = try JSONDecoder().decode([String: Member].self, from: Data(json.utf8))
        } catch {
            throw .notAnObject
        }
    }

    func number(_ key: String) throws(PayloadError) -> Int {
        switch members[key] ?? .absent {
        case .number(let number): return number
        case .absent: throw .missing(key)
        case .text, .other: throw .unreadable(key)
        }
    }

    func text(_ key: String) throws(PayloadError) -> String {
        switch members[key] ?? .absent {
        case .text(let text) where !text.isEmpty: return text
        case .absent: throw .missing(key)
        case .text, .number, .other: throw .unreadable(key)
        }
    }

    func value<Value>(_ key: String, _ read: (String) -> Value?) throws(PayloadError) -> Value {
        guard let value = read(try text(key)) else { throw .unreadable(key) }
        return value
    }

    func coverage() throws(PayloadError) -> NoticePayload.Coverage {
        let told: Bool = if case .absent = members["employerCvr"] ?? .absent { false } else { true }
        return NoticePayload.Coverage(
            reference: try text("coverage"), lastDay: try value("lastDay", Day.init(iso:)),
            caseNumber: try text("caseNumber"), employerCVR: told ? try text("employerCvr") : nil)
    }

    func offer() throws(PayloadError) -> NoticePayload.Offer {
        NoticePayload.Offer(reference: try text("offer"), answerBy: try value("answerBy", Day.init(iso:)))
    }
}
