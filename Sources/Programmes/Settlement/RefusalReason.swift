public import Municipal

/// Why a service that was reported is not paid; the raw value is stable and stands in files.
public enum RefusalReason: String, Sendable, Hashable, CaseIterable, Codable {
    case noAgreement = "no_agreement"
    case noTariff = "no_tariff"
    case beforeReferral = "before_referral"
    case notStarted = "not_started"
    case beforeStart = "before_start"
    case noCourseEnd = "no_course_end"
    case beforeCourseEnd = "before_course_end"
    case notEndedYet = "not_ended_yet"
    case unknown
    case afterStop = "after_stop_of_rights"
    case gap
    case capWeeks = "cap_weeks"
    case windowOver = "window_over"
    case paidElsewhere = "paid_elsewhere"
    case oncePerCitizen = "once_per_citizen"
    case stoppedBeforeStart = "stopped_before_start"
    case outsideRecruitment = "outside_recruitment"
    case jobWindowOver = "job_window_over"
    case capHours = "cap_hours"
    case capCitizen = "cap_citizen"
    case capYear = "cap_year"
    case capAgreement = "cap_agreement"

    /// The reason in words, for a payment basis that a provider reads.
    public func text(_ language: Language) -> String {
        switch language {
        case .danish: words.danish
        case .english: words.english
        }
    }

    private var words: (danish: String, english: String) {
        switch self {
        case .noAgreement:
            ("ingen aftale gælder på henvisningsdagen", "no agreement holds on the day of the referral")
        case .noTariff:
            ("aftalen har ingen takst for ydelsen den dag", "the agreement has no amount for it on that day")
        case .beforeReferral: ("før henvisningen", "before the referral")
        case .notStarted: ("forløbet er ikke begyndt", "the course has not started")
        case .beforeStart: ("før forløbets begyndelse", "before the start of the course")
        case .noCourseEnd: ("forløbet er ikke afsluttet", "the course has not ended")
        case .beforeCourseEnd: ("før forløbets afslutning", "before the end of the course")
        case .notEndedYet: ("ugen er ikke slut", "the week has not ended")
        case .unknown: ("ukendt status", "the status is unknown")
        case .afterStop: ("efter et ophør, der standser betalingen", "after a stop that ends the right to payment")
        case .gap: ("for lang pause i selvforsørgelsen", "too long a gap in the self-support")
        case .capWeeks: ("alle betalte uger er brugt", "all paid weeks are used")
        case .windowOver: ("betalingsperioden er udløbet", "the time that pays is over")
        case .paidElsewhere: ("betales under en anden henvisning", "paid under another referral")
        case .oncePerCitizen: ("betales kun én gang pr. borger", "paid once for a citizen")
        case .stoppedBeforeStart: ("ophør før forløbets begyndelse", "stopped before the start")
        case .outsideRecruitment:
            ("første time ligger uden for rekrutteringsperioden", "the first hour is not in the recruitment period")
        case .jobWindowOver: ("jobperioden er udløbet", "the job period is over")
        case .capHours: ("flere timer end ugens loft", "more hours than the week's cap")
        case .capCitizen: ("borgerens beløbsloft er nået", "the cap for the citizen is reached")
        case .capYear: ("årets beløbsloft er nået", "the cap for the year is reached")
        case .capAgreement: ("aftalens beløbsloft er nået", "the cap of the agreement is reached")
        }
    }
}
