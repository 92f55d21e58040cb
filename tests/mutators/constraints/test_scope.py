"""What a bound is about: the whole problem or a part of it, the input or the output, and which of several bounds counts."""

from __future__ import annotations

import pytest

from mutators.constraints import extract
from mutators.constraints.records import Section

INPUT = "## Input\n\nThe only line contains two integers n and m"


def meant(text: str) -> set[str]:
    return {str(one) for one in extract(text).constraints}


def test_a_subtask_does_not_tighten_the_whole() -> None:
    text = (
        f"{INPUT} (1 ≤ n ≤ 1000).\n\n## Scoring\n\nGroup 1 (20 points): n ≤ 10.\n\nGroup 2 (80 points): no further constraints."
    )
    assert meant(text) == {"1 ≤ n", "n ≤ 1000"}


def test_the_widest_row_of_a_table_of_subtasks_is_the_bound_where_there_is_no_other() -> None:
    rows = r"\section*{Scoring}\begin{tabular}{|l|l|}1 & $n \leq 10$ \\ 2 & $n \leq 200$ \\ 3 & $n \leq 100$ \end{tabular}"
    (one,) = extract(rf"\section*{{Input}} The only line contains an integer $n$. {rows}").constraints
    assert (str(one), one.section) == ("n ≤ 200", Section.SUBTASKS)


def test_a_table_with_a_row_that_leaves_it_free_says_nothing_of_a_variable() -> None:
    assert meant(f"{INPUT}.\n\n## Subtasks\n\nn ≤ 10\n\nn ≤ 20\n\nno additional constraints") == set()


def test_of_two_bounds_of_one_variable_the_wider_counts() -> None:
    assert meant(f"{INPUT}. n ≤ 10.\n\n## Constraints\n\n- 1 ≤ n ≤ 50\n- n ≤ 30\n- n ≥ 3") == {"1 ≤ n", "n ≤ 50"}


def test_a_stated_low_end_counts_more_than_the_word_positive() -> None:
    assert meant("## Input\n\nThe only line contains a positive integer n (3 ≤ n ≤ 9).") == {"3 ≤ n", "n ≤ 9"}


@pytest.mark.parametrize(
    "text",
    [
        "## Output\n\nPrint l numbers, l ≤ 100.",
        "## Sample Input 1\n\nn ≤ 5",
        "## Notes\n\nIn the first sample n ≤ 5.",
        "## Input\n\nIf m is 1 then n ≤ 5.",
        "## Input\n\nFor 40% of the tests n ≤ 5.",
        "## Input\n\nEither n ≤ 5 or m ≤ 5.",
    ],
)
def test_bounds_of_other_things_are_no_constraints(text: str) -> None:
    assert meant(text) == set()


def test_the_share_of_all_tests_is_the_whole() -> None:
    assert meant("## Constraints\n\nFor 100% of the tests 1 ≤ n ≤ 500. For 30% of the tests n ≤ 50.") == {"1 ≤ n", "n ≤ 500"}


def test_the_story_bounds_only_what_the_input_does_not() -> None:
    text = "There are n cows (1 ≤ n ≤ 5) and m pigs (2 ≤ m ≤ 7).\n\n## Input\n\nThe only line contains n and m (1 ≤ n ≤ 9)."
    assert meant(text) == {"1 ≤ n", "n ≤ 9", "2 ≤ m", "m ≤ 7"}


def test_relations_of_the_story_are_no_constraints() -> None:
    assert meant("A pair is good where x < y.\n\n## Input\n\nThe only line contains two integers x and y.") == set()


def test_headings_of_the_limits_at_the_top_of_a_page_are_no_sections() -> None:
    top = "input\nstandard input\n\noutput\nstandard output"
    text = f"{top}\n\nA story.\n\nInput\n\nThe only line contains n (1 ≤ n ≤ 5).\n\nOutput\n\nl ≤ 7"
    assert meant(text) == {"1 ≤ n", "n ≤ 5"}


def test_a_table_of_groups_below_the_heading_of_constraints_is_one_of_subtasks() -> None:
    table = "Group  Points  Limits\n1  20  n ≤ 10\n2  80  no further constraints"
    assert meant(f"{INPUT}.\n\n## Constraints\n\n{table}") == set()


@pytest.mark.parametrize(
    "text",
    [
        r"\newcommand{\maxn}{2\cdot 10^5} \begin{Input} One line with an integer $n$ ($1 \le n \le \maxn$). \end{Input}",
        r"\newcommand\maxn{200\,000}\section*{Input} One line with an integer $n$ ($1 \le n \le \maxn$).",
        r"\def\maxn{200000}\section*{Input} One line with an integer $n$ ($1 \le n \le \maxn$).",
    ],
)
def test_the_statements_own_commands_are_what_they_stand_for(text: str) -> None:
    assert meant(text) == {"1 ≤ n", "n ≤ 200000"}
