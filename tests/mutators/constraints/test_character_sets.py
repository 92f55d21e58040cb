"""Laws of lists of sorts of characters, and of sentences that demand nothing."""

from __future__ import annotations

import string

import pytest

from mutators.constraints.character_sets import character_list
from mutators.constraints.doubts import about_values, doubts


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("It consists of English letters (a-z and A-Z), full stops (.) and blanks.", string.ascii_letters + ". "),
        ("Names contain only lowercase letters, hyphens and apostrophes.", string.ascii_lowercase + "-'"),
        ("A line consisting of letters (a--f) and spaces, with no more said", "abcdef "),
        ("each consists only of upper-case letters, digits, and underscores.", string.ascii_uppercase + string.digits + "_"),
    ],
)
def test_lists_are_read(text: str, characters: str) -> None:
    found = character_list(text)
    assert found is not None and found[1] == frozenset(characters)


@pytest.mark.parametrize(
    "text",
    [
        "It consists of digits.",  # one sort alone is read elsewhere
        "It consists of letters, digits and smileys.",
        "It consists of letters, digits and spaces and smileys.",
        "The letters and digits are green.",
        "",
    ],
)
def test_what_is_not_understood_whole_is_not_read(text: str) -> None:
    assert character_list(text) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "An integer n, the number of different dishes.",
        "There are n events of two different kinds.",
        "Then n lines follow with the events in chronological order.",
        "No line begins or ends with a blank, and no two blanks are adjacent.",
    ],
)
def test_sentences_that_demand_nothing_are_no_doubts(sentence: str) -> None:
    assert doubts(f"A story.\n\nInput\n\n{sentence}\n", ()) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "All dishes are different.",
        "Then n lines follow with the time of each event, in chronological order.",
        "No two numbers are adjacent.",
    ],
)
def test_sentences_that_demand_something_are(sentence: str) -> None:
    assert doubts(f"A story.\n\nInput\n\n{sentence}\n", ()) != ()


def test_a_doubt_about_an_order_is_not_about_values() -> None:
    assert not about_values("The heights are sorted.")
    assert not about_values("There is at least one event.")
    assert about_values("The heights are sorted and distinct.")
    assert about_values("It is guaranteed that all goes well.")
