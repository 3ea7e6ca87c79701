"""An attacker with pencil and paper meets the tables that we publish.

The attacker has every version with its total, knows how many people each row has in the room, and
can add, subtract and try all possibilities. The attack is written on its own: it shares no code
with the defense but the shape of a release.
"""

from itertools import combinations, pairwise

import numpy as np
from hypothesis import event, given, settings
from hypothesis import strategies as st

from muster.evidence.disclosure import Row, Thresholds, publish_breakdown
from muster.evidence.figure import Figure

# The smallest thresholds there may be, so that small numbers reach every branch.
T = Thresholds(whole_room=3, row_n=5, cell=3, head=3, changed=4)
KEYS = "abcde"


@st.composite
def cells(draw):
    """Yes and no of one row: often nobody on one side, often few."""
    side = st.one_of(st.just(0), st.integers(0, 4), st.integers(3, 9))
    return draw(side), draw(side)


@st.composite
def tables(draw, versions):
    """The same rows in *versions*, each a few answers away from the one before."""
    keys = KEYS[: draw(st.integers(2, len(KEYS)))]
    now = {key: draw(cells()) for key in keys}
    silent = {key: draw(st.sampled_from([0, 0, 1, 5])) for key in keys}
    states = [now]
    for _ in range(versions - 1):
        now = dict(now)
        for key in draw(st.sets(st.sampled_from(keys), max_size=3)):
            yes, no = now[key]
            change = st.sampled_from([-3, -1, 0, 0, 1, 3, 4, 6])
            now[key] = max(0, yes + draw(change)), max(0, no + draw(change))
        states.append(now)
    # The room does not change from version to version; only answers come in or are withdrawn.
    places = {key: max(sum(state[key]) for state in states) + silent[key] for key in keys}
    return [
        [Row(key, key, Figure(y, y + n, places[key])) for key, (y, n) in state.items()]
        for state in states
    ]


def total_of(rows):
    return Figure(*(sum(getattr(row.figure, name) for row in rows) for name in ("k", "n", "N")))


def is_too_small(yes, no):
    """The rule of the house, in the attacker's words."""
    return yes + no < T.row_n or 0 < yes < T.cell or 0 < no < T.cell


def atoms(release):
    """The groups that can be read off: those shown, and what is left of the total."""
    read = {}
    yes, no = release.total.k, release.total.n - release.total.k
    left = set()
    for row in release.rows:
        if row.figure is None:
            left |= set(row.keys)
        else:
            read[frozenset(row.keys)] = row.figure.k, row.figure.n - row.figure.k
            yes, no = yes - row.figure.k, no - (row.figure.n - row.figure.k)
    if left:
        read[frozenset(left)] = yes, no
    return read


def unions(read):
    """Every group that adding up gives, except the whole room, with its cells."""
    for size in range(1, len(read)):
        for some in combinations(read, size):
            group = frozenset().union(*some)
            yield group, tuple(sum(read[atom][side] for atom in some) for side in (0, 1))


def possible_cells(key, group, sums, places):
    """All (yes, no) that *key* may have if *group* has *sums*: every split is tried."""
    reachable = {(0, 0)}
    for other in group - {key}:
        reachable = {
            (y + dy, n + dn)
            for y, n in reachable
            for dy in range(sums[0] - y + 1)
            for dn in range(min(sums[1] - n, places[other] - dy) + 1)
        }
    return {
        (sums[0] - y, sums[1] - n) for y, n in reachable if sums[0] - y + sums[1] - n <= places[key]
    }


@settings(max_examples=150, deadline=None)
@given(tables(versions=1))
def test_nothing_that_can_be_added_or_subtracted_is_small(versions):
    [rows] = versions
    release = publish_breakdown(rows, total_of(rows), T)
    read = atoms(release)
    shown = sum(row.figure is not None for row in release.rows)
    event(f"{shown} shown, {len(release.rows) - shown} withheld")

    for _group, (yes, no) in unions(read):
        assert not is_too_small(yes, no)


@settings(max_examples=150, deadline=None)
@given(tables(versions=1))
def test_no_row_that_is_not_shown_by_itself_is_certain(versions):
    [rows] = versions
    places = {row.key: row.figure.N for row in rows}
    release = publish_breakdown(rows, total_of(rows), T)
    if not release.shown:
        return  # then the table adds nothing to the total, which is printed anyway

    for group, sums in atoms(release).items():
        for key in group if len(group) > 1 else ():
            assert len(possible_cells(key, group, sums, places)) > 1


@settings(max_examples=150, deadline=None)
@given(tables(versions=1))
def test_the_rows_and_what_is_left_are_the_truth(versions):
    [rows] = versions
    truth = {row.key: row.figure for row in rows}
    release = publish_breakdown(rows, total_of(rows), T)

    for group, (yes, no) in atoms(release).items():
        assert yes == sum(truth[key].k for key in group)
        assert yes + no == sum(truth[key].n for key in group)


@st.composite
def histories(draw):
    """What was published, version after version."""
    published = []
    for rows in draw(tables(versions=4)):
        release = publish_breakdown(rows, total_of(rows), T, published)
        if not (published and release is published[-1]):
            published.append(release)
    return published


def spanned(keys, *reads):
    """The groups that any sums and differences of what was read give."""
    known = np.array(
        [[key in atom for key in keys] for read in reads for atom in read], dtype=float
    )
    rank = np.linalg.matrix_rank(known)
    for size in range(1, len(keys)):
        for some in combinations(keys, size):
            wanted = np.array([[key in some for key in keys]], dtype=float)
            if np.linalg.matrix_rank(np.vstack([known, wanted])) == rank:
                yield frozenset(some)


@settings(max_examples=200, deadline=None)
@given(histories())
def test_no_two_versions_together_make_a_group_that_neither_shows(published):
    event(f"{len(published)} versions")
    for old, new in combinations([release for release in published if release.shown], 2):
        before, after = atoms(old), atoms(new)
        keys = sorted(frozenset().union(*before, *after))
        groups = list(spanned(keys, before, after))
        for group in groups:
            if not any(other < group for other in groups):
                # A row of nobody is left out of a table, so that a newcomer is a group of its own.
                assert group in before or group in after


@settings(max_examples=200, deadline=None)
@given(histories())
def test_no_difference_between_two_versions_tells_of_a_few(published):
    for old, new in combinations([release for release in published if release.shown], 2):
        everyone = frozenset().union(*atoms(old), *atoms(new))
        before, after = dict(unions(atoms(old))), dict(unions(atoms(new)))
        smallest = [
            group
            for group in before.keys() & after.keys()
            if not any(other < group for other in before.keys() & after.keys())
        ]
        for group in smallest:
            for was, now in zip(before[group], after[group], strict=True):
                assert group != everyone
                assert now == was or abs(now - was) >= T.cell


@settings(max_examples=200, deadline=None)
@given(histories())
def test_a_new_version_has_changed_by_more_than_a_few_answers(published):
    for old, new in pairwise(published):
        if old.shown and new.shown and atoms(old).keys() == atoms(new).keys():
            changes = [
                now - was
                for atom, cells_then in atoms(old).items()
                for now, was in zip(atoms(new)[atom], cells_then, strict=True)
            ]
            assert max(sum(c for c in changes if c > 0), -sum(c for c in changes if c < 0)) >= 4
