"""What each level weighs: the numbers of the two models, and where they come from."""

from muster.directory.matching.rows import Noun

Chances = tuple[float, float]

PARAMETERS: dict[Noun, dict[str, dict[str, Chances]]] = {
    Noun.ORGANIZATIONS: {
        "name": {
            "same": (0.50, 1e-5),
            "also": (0.05, 1e-5),
            "unit": (0.02, 0.10),
            "near": (0.12, 4e-5),
            "within": (0.12, 2e-4),
            "alike": (0.07, 1e-3),
            "partly": (0.06, 5e-2),
            "differs": (0.06, 0.85),
        },
        "street": {
            "same": (0.72, 1e-4),
            "near": (0.12, 1e-4),
            "road": (0.02, 2e-3),
            "number": (0.02, 3e-3),
            "differs": (0.12, 0.99),
        },
        "place": {
            "zip": (0.7, 0.01),
            "town": (0.12, 0.01),
            "county": (0.05, 0.02),
            "near": (0.05, 0.04),
            "state": (0.5, 0.2),
            "elsewhere": (0.06, 0.2),
            "differs": (0.02, 0.7),
        },
        "trucks": {"near": (0.6, 0.1), "half": (0.25, 0.25), "differs": (0.15, 0.65)},
        "phone": {"same": (0.6, 2e-5), "differs": (0.4, 1.0)},
        "web": {"mailbox": (0.4, 1e-5), "domain": (0.3, 2e-5), "differs": (0.3, 1.0)},
        "usdot": {"same": (0.97, 1e-6), "differs": (0.01, 1.0)},
        "ori": {"same": (0.98, 1e-6), "differs": (0.01, 1.0)},
    },
    Noun.PEOPLE: {
        "name": {
            "same": (0.6, 1e-5),
            "turned": (0.03, 1e-5),
            "short": (0.05, 1e-5),
            "near": (0.15, 5e-5),
            "initial": (0.03, 1e-4),
            "family": (0.05, 3e-3),
            "given": (0.06, 1e-2),
            "differs": (0.03, 0.98),
        },
        "organization": {"same": (0.6, 0.01), "near": (0.1, 0.01), "differs": (0.3, 0.98)},
        "phone": {"same": (0.6, 2e-5), "differs": (0.4, 1.0)},
        "email": {"same": (0.6, 1e-5), "differs": (0.4, 1.0)},
        "street": {
            "same": (0.72, 1e-4),
            "near": (0.12, 1e-4),
            "road": (0.02, 2e-3),
            "number": (0.02, 3e-3),
            "differs": (0.12, 0.99),
        },
        "place": {
            "zip": (0.7, 0.01),
            "town": (0.12, 0.01),
            "county": (0.05, 0.02),
            "near": (0.05, 0.04),
            "state": (0.5, 0.2),
            "elsewhere": (0.06, 0.2),
            "differs": (0.02, 0.7),
        },
    },
}

# How often two unlike rows share a value that no third row has.
COMMON: dict[Noun, dict[str, float]] = {
    Noun.ORGANIZATIONS: {"name": 1e-5, "zip": 5e-4, "town": 1e-3},
    Noun.PEOPLE: {"name": 1e-5, "zip": 5e-4, "town": 1e-3},
}

# How many others of its kind a record is expected to have in a list, before looking.
EXPECTED = 0.2
EXPECTED_BETWEEN = (0.02, 2.0)

REVIEW_OVER, SAME_OVER = 0.20, 0.95
