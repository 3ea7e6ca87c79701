"""What each level weighs: the numbers of the two models, and where they come from.

`python -m benchmarks.calibrate` counts how often each level holds, on the tuning halves of three
labelled lists (`benchmarks/labelled.py`): among pairs that are one (m), and among 300,000 pairs
drawn at random that are not (u). On November 25, 2026 it said, and what we keep follows from it:

* Names of organizations: sites of early childhood education (m of *same* 0.37, *within* 0.22,
  *differs* 0.18) and names of police agencies in two registers (0.75, 0.09, 0.04); the mean of
  the two is kept. Of u the geometric mean, since the lists are of very different kinds: *alike*
  0.0073 and 0.0014, *partly* 0.0046 and 0.22.
* Streets and phones of organizations: the sites alone. Their labels were made of the address, so
  that *differs* (m 0.015) would be trusted too much: 0.12 is kept. Phones: m 0.82, kept 0.70,
  because a company has more phones than a school.
* Names of people: Febrl (*same* 0.49, *near* 0.23, *family* 0.10), whose mistakes are made by a
  machine; *same* is raised to 0.60, and *short* set by hand: it has no nicknames. *letter* weighs
  what *near* does, and *relative* what *family* does: they were one level each when it was counted.
* Set by hand, for want of a labelled list: the kind of an agency, trucks, e-mail and website, USDOT
  and ORI, where people work, and every level of a place but the ZIP code and the town.

The rarity of a name, a ZIP code, a town, county or state is not here: it is counted in the list
that is compared, and so is how many true pairs to expect. Estimating u of the other levels on the
list itself was tried (Splink's sampling, for lists of 500 and more): it changed nothing for the
agencies and lowered the precision of the sites from 0.981 to 0.957 at the same score, so the
numbers here stand.
"""

from muster.directory.matching.rows import Noun

Chances = tuple[float, float]

_STREET: dict[str, Chances] = {
    "same": (0.60, 5e-5),
    "near": (0.22, 1e-4),
    "road": (0.03, 5e-4),
    "number": (0.03, 2e-3),
    "differs": (0.12, 0.99),
}
_PLACE: dict[str, Chances] = {
    "zip": (0.90, 5e-3),
    "town": (0.93, 5e-3),
    "other_zip": (0.06, 5e-3),
    "county": (0.95, 1e-2),
    "near": (0.04, 4e-2),
    "state": (0.97, 0.1),
    "elsewhere": (0.02, 0.1),
    "differs": (0.02, 0.8),
}

# For each level: how often it holds among pairs that are one, and among those that are not.
PARAMETERS: dict[Noun, dict[str, dict[str, Chances]]] = {
    Noun.ORGANIZATIONS: {
        "name": {
            "same": (0.56, 1e-5),
            "also": (0.04, 1e-5),
            "unit": (0.006, 0.15),
            "near": (0.05, 1e-4),
            "within": (0.15, 3e-4),
            "alike": (0.04, 3e-3),
            "partly": (0.055, 3e-2),
            "differs": (0.11, 0.75),
        },
        "agency": {"same": (0.99, 0.5), "differs": (0.01, 0.5)},
        "street": _STREET,
        "place": _PLACE,
        "trucks": {"near": (0.6, 0.1), "half": (0.25, 0.25), "differs": (0.15, 0.65)},
        "phone": {"same": (0.70, 2e-5), "differs": (0.30, 1.0)},
        "web": {"mailbox": (0.4, 2e-5), "domain": (0.3, 4e-5), "differs": (0.3, 1.0)},
        "usdot": {"same": (0.97, 1e-6), "differs": (0.01, 1.0)},
        "ori": {"same": (0.98, 1e-6), "differs": (0.01, 1.0)},
    },
    Noun.PEOPLE: {
        "name": {
            "same": (0.60, 1e-5),
            "turned": (0.03, 1e-5),
            "short": (0.05, 1e-5),
            "letter": (0.05, 1e-5),
            "near": (0.10, 2e-5),
            "initial": (0.03, 1e-4),
            "relative": (0.03, 2.1e-3),
            "family": (0.02, 1.4e-3),
            "given": (0.05, 3.5e-3),
            "differs": (0.04, 0.99),
        },
        "organization": {"same": (0.6, 0.01), "near": (0.1, 0.01), "differs": (0.3, 0.98)},
        "phone": {"same": (0.6, 2e-5), "differs": (0.4, 1.0)},
        "email": {"same": (0.6, 1e-5), "differs": (0.4, 1.0)},
        "street": _STREET,
        "place": _PLACE,
    },
}

# How often two unlike rows share a value that no third row has.
COMMON: dict[Noun, dict[str, float]] = {
    Noun.ORGANIZATIONS: {"name": 1e-5, "zip": 5e-4, "town": 1e-3, "county": 1e-3, "state": 2e-2},
    Noun.PEOPLE: {"name": 1e-5, "zip": 5e-4, "town": 1e-3, "county": 1e-3, "state": 2e-2},
}

# How many others of its kind a record is expected to have in a list, before looking.
EXPECTED = 0.2
EXPECTED_BETWEEN = (0.02, 2.0)
# Between two lists: how many of the shorter one stand in the longer.
LINKED = 0.5
LINKED_BETWEEN = (0.05, 0.95)
# However short a list is: two records of it are not one more often than this.
MOST_EXPECTED = 0.01

# The bands, as chances. On the tuning halves 98 of 100 pairs of sites above 0.95 were one, all of
# people, and 99.7 of linked agencies; between the two 34 of 100 of sites and most of agencies;
# below 0.20 at most 1 in 20 of sites. A person decides in every band.
REVIEW_OVER, SAME_OVER = 0.20, 0.95
