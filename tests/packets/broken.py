"""For each constraint of the models a packet that breaks it, and where a refusal names it."""

from tests.packets.papers import HASH, REPORTS, ROWS, changed, published, rows_with, small


def also(table, **cells):
    """The small packet with one more row in *table*: the first one, with other *cells*."""
    rows = {**ROWS, **REPORTS}[table]
    return published(**{table: [*rows, {**rows[0], **cells}]})


def otherwise(table, number=1, /, **cells):
    """The small packet with other *cells* in one row of *table*."""
    return published(**{table: rows_with(table, number, **cells)})


def titled(old, new):
    return changed(published(), "packet.toml", old, new)


STONE = {
    "report": "1",
    "kind": "quote",
    "key": "eyes",
    "on": "2026-06-01",
    "words": "It was withdrawn.",
    "hash_before": HASH,
    "hash_after": HASH,
}
BROKEN = {
    "no_threshold_for_people_is_under_three": (
        lambda: titled("cell = 5", "cell = 2"),
        "packet.toml, line 12, [program] cell",
    ),
    "history_is_not_pre_registered": (
        lambda: titled("from_history = false", "from_history = true\nmeasures_fixed_on=2026-01-01"),
        "packet.toml, line 24, [build] measures_fixed_on",
    ),
    "one_organization_per_key_and_program": (
        lambda: also("organizations", usdot=""),
        "organizations.csv, row 4, key",
    ),
    "one_organization_per_usdot_number": (
        lambda: also("organizations", key="other"),
        "organizations.csv, row 4, usdot",
    ),
    "one_organization_per_ori": (
        lambda: small(
            organizations=[
                {**ROWS["organizations"][0], "ori": "MS0240000"},
                {**ROWS["organizations"][1], "ori": "MS0240000"},
            ]
        ),
        "organizations.csv, row 3, ori",
    ),
    "an_organization_has_each_other_name_once": (
        lambda: also("other_names", kind="also"),
        "other_names.csv, row 3, name",
    ),
    "an_agency_covers_each_place_once": (
        lambda: also("jurisdictions"),
        "jurisdictions.csv, row 3, city",
    ),
    "one_site_per_number_in_a_register": (
        lambda: also("sites", key="other"),
        "sites.csv, row 3, register_key",
    ),
    "one_site_per_key_and_program": (lambda: also("sites"), "sites.csv, row 3, key"),
    "one_person_per_key_and_program": (lambda: also("people"), "people.csv, row 3, key"),
    "one_row_per_post_that_somebody_holds": (
        lambda: also("posts", from_on="2025-01-01"),
        "posts.csv, row 3, title",
    ),
    "a_post_ends_after_it_began": (
        lambda: otherwise("posts", to_on="2023-12-31"),
        "posts.csv, row 2, to_on",
    ),
    "a_contact_point_reaches_one_person_site_or_organization": (
        lambda: otherwise("contact_points", person="ada-thorn"),
        "contact_points.csv, row 2, person",
    ),
    "one_row_per_alias_of_a_build": (
        lambda: also("aliases", source="Somebody"),
        "aliases.csv, row 3, name",
    ),
    "one_row_per_part_in_a_build": (
        lambda: also("partners", position="2"),
        "partners.csv, row 3, part",
    ),
    "partners_stand_in_one_order": (
        lambda: also("partners", organization="pinewick-south"),
        "partners.csv, row 3, position",
    ),
    "sessions_stand_in_one_order": (
        lambda: also("sessions", title="Lunch"),
        "sessions.csv, row 4, position",
    ),
    "speakers_stand_in_one_order": (
        lambda: also("speakers", name_chosen="July"),
        "speakers.csv, row 3, position",
    ),
    "what_a_speaker_allowed_has_a_day_and_an_end": (
        lambda: otherwise("speakers", consent_until=""),
        "speakers.csv, row 2, consent_on",
    ),
    "one_number_per_participant_of_a_build": (
        lambda: also("participants", person=""),
        "participants.csv, row 5, number",
    ),
    "one_row_per_person_and_build": (
        lambda: also("participants", number="4"),
        "participants.csv, row 5, person",
    ),
    "who_came_has_a_day": (
        lambda: otherwise("participants", checked_in_on=""),
        "participants.csv, row 2, checked_in_on",
    ),
    "one_past_build_per_key_and_program": (
        lambda: also("past_builds", year="2023"),
        "past_builds.csv, row 3, key",
    ),
    "one_reported_figure_per_key_and_build": (
        lambda: also("reported_figures", value="5"),
        "reported_figures.csv, row 3, key",
    ),
    "a_response_sent_twice_is_stored_once": (
        lambda: also("responses", day=""),
        "responses.csv, row 4, key",
    ),
    "one_answer_per_option_and_response": (
        lambda: also("answers", key="c1"),
        "answers.csv, row 8, option",
    ),
    "a_reconstructed_answer_has_no_value": (
        lambda: otherwise("answers", 6, option="agree"),
        "answers.csv, row 7, option",
    ),
    "an_answer_says_something": (
        lambda: otherwise("answers", option=""),
        "answers.csv, row 2, option",
    ),
    "one_quote_per_key_and_build": (
        lambda: also("quotes", position="2"),
        "quotes.csv, row 3, key",
    ),
    "quotes_stand_in_one_order": (
        lambda: also("quotes", key="ears"),
        "quotes.csv, row 3, position",
    ),
    "what_may_not_be_used_is_not_shown": (
        lambda: otherwise("quotes", permission="do_not_use", name=""),
        "quotes.csv, row 2, decision",
    ),
    "a_name_is_kept_only_with_leave": (
        lambda: otherwise("quotes", permission="unnamed"),
        "quotes.csv, row 2, name",
    ),
    "a_withdrawn_quote_keeps_no_words": (
        lambda: otherwise("quotes", withdrawn_on="2026-06-01"),
        "quotes.csv, row 2, text",
    ),
    "one_outcome_per_key_and_build": (
        lambda: also("outcomes", position="3"),
        "outcomes.csv, row 4, key",
    ),
    "outcomes_stand_in_one_order": (
        lambda: also("outcomes", key="other"),
        "outcomes.csv, row 4, position",
    ),
    "who_substantiated_an_outcome_and_when": (
        lambda: otherwise("outcomes", verified_by=""),
        "outcomes.csv, row 2, verified_by",
    ),
    "a_withdrawn_outcome_keeps_no_words": (
        lambda: otherwise("outcomes", withdrawn_on="2026-06-01"),
        "outcomes.csv, row 2, text",
    ),
    "one_introduction_per_organization": (
        lambda: also("introductions", position="2"),
        "introductions.csv, row 3, organization",
    ),
    "introductions_stand_in_one_order": (
        lambda: also("introductions", organization="pinewick-south"),
        "introductions.csv, row 3, position",
    ),
    "one_adoption_entry_per_key_and_program": (
        lambda: also("adoptions", stage="promised"),
        "adoptions.csv, row 3, key",
    ),
    "evidence_stands_in_one_order": (
        lambda: also("evidence", measure="next_steps"),
        "evidence.csv, row 6, position",
    ),
    "evidence_is_one_thing": (
        lambda: otherwise("evidence", quote="eyes"),
        "evidence.csv, row 2, measure",
    ),
    "one_sentence_per_place_of_a_goal": (
        lambda: also("passages", text="Others came."),
        "passages.csv, row 4, position",
    ),
    "one_passage_per_place": (
        lambda: small(passages=[ROWS["passages"][1], ROWS["passages"][1]]),
        "passages.csv, row 3, position",
    ),
    "a_sentence_of_a_goal_has_its_goal": (
        lambda: otherwise("passages", goal=""),
        "passages.csv, row 2, goal",
    ),
    "one_override_per_finding": (
        lambda: also("overrides", reason="Otherwise."),
        "overrides.csv, row 3, fingerprint",
    ),
    "an_override_has_a_name_and_a_reason": (
        lambda: otherwise("overrides", reason=""),
        "overrides.csv, row 2, reason",
    ),
    "one_report_per_version_and_build": (lambda: also("reports"), "reports.csv, row 3, version"),
    "what_is_published_has_a_day": (
        lambda: otherwise("reports", published_on=""),
        "reports.csv, row 2, published_on",
    ),
    "a_withdrawal_is_named_once_per_version": (
        lambda: published(tombstones=[STONE, STONE]),
        "tombstones.csv, row 3, key",
    ),
    "PublicAddress.build": (
        lambda: also("public_addresses", slug="harbor"),
        "public_addresses.csv, row 3",
    ),
    "PublicAddress.slug": (lambda: also("public_addresses"), "public_addresses.csv, row 3, slug"),
}
