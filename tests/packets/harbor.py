"""What the small invented packet says: its title page, its pack, and rows for every table."""

TITLE = """\
[packet]
format = 1

[program]
key = "harbor"
name = "Harbor builds"
time_zone = "America/Chicago"
language = "en"
sample = true
whole_room = 20
row_answers = 10
cell = 5
heads = 5

[build]
key = "harbor-2026"
name = "Harbor build"
city = "Larkhaven"
state = "MS"
day = 2026-03-12
time_zone = "America/Chicago"
status = "open"
from_history = false
prints_guidance = false
"""

PACK = {
    "pack.toml": """\
format = 1
key = "harbor"
version = "1"
name = "Harbor builds"
""",
    "goals.toml": """\
[[goals]]
code = "S1"
horizon = "short"
aim = "Bring people together"
text = "To bring people together"

[[goals]]
code = "S2"
horizon = "short"
aim = "Teach what to do"
text = "To teach what to do"

[[goals]]
code = "L1"
horizon = "long"
aim = "Train more people"
text = "To train more people"
""",
    "sectors.toml": """\
[[sectors]]
key = "trucking"
name = "Trucking"

[[sectors]]
key = "casino"
name = "Casino"

[[roles]]
key = "attendee"
name = "Attendee"
counts = true

[[roles]]
key = "host"
name = "Host"
counts = false
""",
    "questionnaires.toml": """\
[[questionnaires]]
key = "same-day"
version = 1
title = "Same day"

[[questionnaires.items]]
code = "next_steps"
kind = "agree"
text = "I know what to do next."
goal = "S2"

[[questionnaires.items.options]]
value = "agree"
label = "Agree"
counts = true

[[questionnaires.items.options]]
value = "disagree"
label = "Disagree"

[[questionnaires.items]]
code = "heard_of"
kind = "multiple"
text = "Where did you hear of us?"

[[questionnaires.items.options]]
value = "radio"
label = "On the radio"

[[questionnaires.items.options]]
value = "friend"
label = "From a friend"

[[questionnaires.items]]
code = "word"
kind = "pair"
text = "Which word did you use?"

[[questionnaires.items.options]]
value = "old"
label = "The old word"

[[questionnaires.items.options]]
value = "new"
label = "The new word"

[[questionnaires.items]]
code = "drivers"
kind = "number"
text = "How many drivers do you have?"

[[questionnaires.items]]
code = "best_part"
kind = "text"
text = "What was best?"
""",
    "measures.toml": """\
[[measures]]
key = "response_rate"
kind = "response_rate"
label = "Answered"
says = "answered"
counted_words = "sent in an answer"
goal = "S1"

[[measures]]
key = "next_steps"
kind = "item"
label = "Know next steps"
says = "know what to do next"
counted_words = "agree"
item_code = "next_steps"
goal = "S2"
""",
    "curricula.toml": """\
[[curricula]]
key = "webinar"
name = "The webinar"
""",
    "materials.toml": "",
    "frameworks.toml": """\
[[frameworks]]
key = "model"
name = "The model"

[[frameworks.components]]
key = "cards"
number = 1
name = "Cards"
""",
    "terms.toml": "",
    "guidance.toml": "",
}

ROWS: dict[str, list[dict[str, str]]] = {
    "organizations": [
        {
            "key": "pinewick",
            "name": "Pinewick Freight",
            "sector": "trucking",
            "usdot": "9904233",
            "trucks": "64",
            "drivers": "71",
            "natural_person": "no",
        },
        {
            "key": "pinewick-south",
            "name": "Pinewick South",
            "parent": "pinewick",
            "county": "Tarrow",
            "state": "MS",
            "agency": "other",
            "natural_person": "no",
        },
    ],
    "other_names": [
        {"organization": "pinewick", "name": "Ostrander Transport Inc", "kind": "legal"}
    ],
    "jurisdictions": [
        {"organization": "pinewick-south", "kind": "county", "state": "MS", "county": "Tarrow"}
    ],
    "people": [{"key": "ada-thorn", "name": "Ada Thorn", "language": "en"}],
    "posts": [
        {
            "person": "ada-thorn",
            "organization": "pinewick-south",
            "title": "Dispatcher",
            "from_on": "2024-01-01",
            "site": "pinewick-yard",
        }
    ],
    "sites": [
        {
            "key": "pinewick-yard",
            "organization": "pinewick-south",
            "name": "The yard",
            "state": "MS",
            "latitude": "30.5",
            "longitude": "-89.000001",
            "kind": "terminal",
            "register_key": "osm:node/1",
            "time_zone": "America/Chicago",
        }
    ],
    "contact_points": [
        {
            "site": "pinewick-yard",
            "kind": "phone",
            "address": "+12285550101",
            "audience": "site",
            "status": "ok",
        }
    ],
    "aliases": [{"name": "The build at the harbor"}],
    "partners": [{"position": "1", "organization": "pinewick", "part": "host"}],
    "sessions": [
        {"position": "1", "title": "Welcome", "starts": "09:00", "ends": "09:30"},
        {"position": "2", "title": "Training", "starts": "09:30", "curriculum": "webinar"},
    ],
    "speakers": [
        {
            "session": "2",
            "position": "1",
            "kind": "trainer",
            "name_chosen": "June",
            "may_print": "yes",
            "may_record": "no",
            "consent_on": "2026-03-01",
            "consent_until": "2027-03-01",
        }
    ],
    "participants": [
        {
            "number": "1",
            "person": "ada-thorn",
            "organization": "pinewick-south",
            "sector": "trucking",
            "role": "attendee",
            "status": "checked_in",
            "walked_in": "no",
            "decides": "no",
            "checked_in_on": "2026-03-12",
            "checked_in_at": "2026-03-12T14:23:00Z",
        },
        {
            "number": "2",
            "role": "attendee",
            "status": "checked_in",
            "walked_in": "yes",
            "decides": "no",
            "delegate_for": "3",
            "checked_in_on": "2026-03-12",
        },
        {
            "number": "3",
            "role": "host",
            "status": "declined",
            "walked_in": "no",
            "decides": "yes",
        },
    ],
    "past_builds": [
        {
            "key": "port-2024",
            "place": "Port Amity",
            "state": "MS",
            "year": "2024",
            "source": "A yearbook",
        }
    ],
    "reported_figures": [
        {
            "key": "port",
            "past_build": "port-2024",
            "about": "People",
            "value": "99.5",
            "qualifier": "over",
            "words": "Over 99 and a half",
            "source": "A yearbook",
        }
    ],
    "responses": [
        {
            "key": "4kq7mzt2xp",
            "questionnaire": "same-day 1",
            "day": "2026-03-12",
            "origin": "collected",
        },
        {"key": "9wd3hcy8rb", "questionnaire": "same-day 1", "origin": "reconstructed"},
    ],
    "answers": [
        {"response": "4kq7mzt2xp", "item": "next_steps", "key": "b2", "option": "agree"},
        {"response": "4kq7mzt2xp", "item": "heard_of", "key": "b3", "option": "radio"},
        {"response": "4kq7mzt2xp", "item": "heard_of", "key": "b4", "option": "friend"},
        {
            "response": "4kq7mzt2xp",
            "item": "word",
            "key": "b5",
            "option": "new",
            "before": "old",
        },
        {"response": "4kq7mzt2xp", "item": "drivers", "key": "b6", "number": "12.5"},
        {"response": "9wd3hcy8rb", "item": "next_steps", "key": "b7", "counted": "yes"},
    ],
    "quotes": [
        {
            "key": "eyes",
            "position": "1",
            "item": "same-day 1/best_part",
            "about": "The day",
            "text": "It opened my eyes.",
            "language": "en",
            "permission": "named",
            "name": "Ada Thorn",
            "sense": "praise",
            "touches": "S2",
            "large": "no",
            "decision": "show",
        }
    ],
    "outcomes": [
        {
            "key": "pinewick-trained",
            "position": "1",
            "stage": "done",
            "goal": "L1",
            "organization": "pinewick",
            "lead": "Pinewick Freight",
            "text": "trained its drivers.",
            "may_name": "yes",
            "verified_on": "2026-05-01",
            "verified_by": "the county",
        },
        {
            "key": "introductions",
            "position": "2",
            "stage": "pledged",
            "goal": "L1",
            "text": "will introduce others.",
            "may_name": "no",
        },
    ],
    "introductions": [
        {
            "outcome": "introductions",
            "position": "1",
            "organization": "pinewick",
            "stage": "offered",
        }
    ],
    "adoptions": [
        {
            "key": "harbor-cards",
            "state": "MS",
            "component": "model/cards",
            "scope": "practice",
            "stage": "meeting",
            "outcome": "introductions",
        }
    ],
    "evidence": [
        {"goal": "S1", "position": "1", "measure": "response_rate"},
        {"goal": "S2", "position": "1", "quote": "eyes"},
        {"goal": "L1", "position": "1", "outcome": "pinewick-trained"},
        {"goal": "L1", "position": "2", "adoption": "harbor-cards"},
    ],
    "passages": [
        {"kind": "goal", "goal": "S1", "position": "1", "text": "They came.", "verbatim": "no"},
        {"kind": "summary", "position": "0", "text": "A day.\nWith two lines.", "verbatim": "no"},
    ],
    "overrides": [
        {
            "fingerprint": "8d1f",
            "check_name": "small_group",
            "place": "outcome:introductions",
            "words": "others",
            "reason": "They said so themselves.",
            "by": "Dana Whitlow",
            "on": "2026-04-30",
        }
    ],
    "public_addresses": [{"slug": "harbor-2026", "listed": "yes"}],
}
