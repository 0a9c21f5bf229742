/// What the constraints and guards of the schema say, in a person's words.
///
/// A use case checks most rules before it writes. What comes here was changed in between by someone else, or was
/// written by a path that did not check.
enum ConstraintWords {
    /// The refusal for each constraint that a person can run into.
    static let table: [String: Refusal] = [
        "municipality_slug_key": Refusal(
            .badData, "another municipality has this slug", advice: "Choose another `slug:` in the file."),
        "municipality_contact_check": Refusal(.badData, "the contact is not a mail address"),
        "municipality_slug_check": Refusal(
            .badData, "the slug does not fit", advice: "Use small letters a to z, digits and hyphens, such as 'ishoj'."),
        "operator_pkey": Refusal(.badData, "this operator is registered already"),
        "operator_login_check": Refusal(
            .badData, "the login does not fit",
            advice: "Use op_ and small letters, digits and underscores, such as op_anna."),
        "membership_tenant_id_operator_role_valid_excl": Refusal(
            .badData, "this operator has the role already in that period",
            advice: "`sluse operator list` shows the memberships."),
        "membership_pkey": Refusal(.badData, "this operator has the role already in that period"),
        "membership_operator_fkey": Refusal(
            .badData, "this operator is not registered", advice: "Make the operator first: `sluse operator create`."),
        "decision_pkey": Refusal(.badData, "there is a decision with this slug already"),
        "citizen_tenant_id_cpr_token_key": Refusal(.badData, "this citizen is registered already"),
        "citizen_erased": Refusal(.badData, "this citizen has been erased"),
        "citizen_in_use": Refusal(
            .badData, "the citizen has a coverage or is on a waiting list",
            advice:
                "End the coverage (`sluse coverage end`) and take the citizen off the list (`sluse waitlist withdraw`)."
        ),
        "pool_tenant_id_slug_key": Refusal(.badData, "there is a pool with this slug already"),
        "seats_within_capacity": Refusal(
            .badData, "the pool would have more places than were adopted",
            advice: "Adopt a larger capacity first: `capacity:` in the municipality's file."),
        "seat_covered": Refusal(.tryAgain, "a place is covered beyond the day it would close"),
        "seat_guard": Refusal(.tryAgain, "the place was closed already"),
        "waiting_entry_once": Refusal(.badData, "this citizen is on the pool's waiting list already"),
        "waiting_entry_guard": Refusal.changedMeanwhile("the entry on the waiting list"),
        "offer_open_once": Refusal(.tryAgain, "an offer is open already"),
        "offer_guard": Refusal(
            .tryAgain, "the offer was answered already", advice: "`sluse offer list` shows what became of it."),
        "coverage_guard": Refusal(
            .tryAgain, "the coverage has ended, or was changed by someone else",
            advice: "`sluse coverage show` tells what became of it."),
        "coverage_seat_open": Refusal(
            .tryAgain, "the place is not open in the whole period", advice: "`sluse pool show` lists the places."),
        "coverage_one_per_seat": Refusal(
            .tryAgain, "the place is covered by someone else in that period",
            advice: "`sluse pool show` lists the places."),
        "coverage_one_per_citizen": Refusal(.badData, "this citizen has a coverage already in that period"),
        "coverage_tenant_id_offer_id_key": Refusal(.tryAgain, "the offer led to a coverage already"),
        "coverage_tenant_id_permit_id_key": Refusal(.badData, "the permit was used already"),
        "coverage_second_person": Refusal(
            .notAllowed, "the permit is not another person's leave for this citizen in this pool",
            advice: "Someone else must give leave for a coverage above the budget."),
    ]
}
