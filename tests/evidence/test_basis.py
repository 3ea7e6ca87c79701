"""The line under a figure, in whole sentences."""

import pytest

from muster.evidence.basis import basis
from muster.evidence.figure import Figure, HeadCount


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        (
            Figure(46, 50, 67),
            "46 of 50 who answered, of 67 in the room. 58 to 63 of the 67 if silence was by chance;"
            " 69–94% whatever the silent think.",
        ),
        (
            Figure(49, 50, 51),
            "49 of 50 who answered, of 51 in the room. 49 to 50 of the 51 if silence was by chance;"
            " 96–98% whatever the silent think.",
        ),
        (
            Figure(50, 50, 51),
            "50 of 50 who answered, of 51 in the room. 51 of the 51 if silence was by chance;"
            " 98–100% whatever the silent think.",
        ),
        (Figure(46, 50, 50), "46 of the 50 in the room. Everyone answered."),
        (Figure(0, 0, 67), "Nobody answered."),
        (Figure(0, 0, 0), "Nobody answered."),
        (
            Figure(40, 51, 50),
            "51 answers are held and 50 people were in the room; this contradiction is printed"
            " as it is.",
        ),
        (
            Figure(1, 2, 1),
            "2 answers are held and one person was in the room; this contradiction is printed"
            " as it is.",
        ),
        (
            Figure(1, 2, 0),
            "2 answers are held and nobody was in the room; this contradiction is printed"
            " as it is.",
        ),
        (
            Figure(1, 1, 0),
            "One answer is held and nobody was in the room; this contradiction is printed"
            " as it is.",
        ),
        (
            HeadCount(50, 67),
            "50 of the 67 people in the room. A count of people, so it has no interval.",
        ),
        (
            HeadCount(1, 1),
            "1 of the 1 person in the room. A count, so it has no interval.",
        ),
        (HeadCount(0, 0), "Nobody was in the room."),
        (
            HeadCount(51, 50),
            "51 answers are held and 50 people were in the room; this contradiction is printed"
            " as it is.",
        ),
    ],
    ids=str,
)
def test_a_figure_says_what_it_rests_on(figure, sentence):
    assert basis(figure) == sentence


def test_the_whole_sentence_is_translated_before_the_numbers_go_in():
    asked = []

    def spanish(sentence):
        asked.append(sentence)
        return "%(k)s de las %(N)s personas en la sala."

    assert basis(HeadCount(50, 67), gettext=spanish) == "50 de las 67 personas en la sala."
    assert asked == [
        "%(k)s of the %(N)s people in the room. A count of people, so it has no interval."
    ]
