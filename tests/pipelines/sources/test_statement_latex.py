"""LaTeX statements become what a person would type, and nothing that is written in them is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources.statement import formula_to_text, latex_to_text

FORMULAS = {
    r"1 \le n \le 2 \cdot 10^5": "1 ≤ n ≤ 2·10^5",
    r"1\leq n\leq 10": "1 ≤ n ≤ 10",
    r"n\ge1": "n ≥ 1",
    r"x \ne y": "x ≠ y",
    r"10\,000": "10000",
    r"1{,}000{,}000": "1000000",
    r"1~000": "1000",
    r"10^{18}": "10^18",
    r"10^{-6}": "10^-6",
    r"a_1, \ldots, a_n": "a_1, ..., a_n",
    r"a_{10}": "a_10",
    r"a_{i+1}": "a_(i+1)",
    r"2^{n-1}": "2^(n-1)",
    r"2^{2^{n}}": "2^(2^n)",
    r"x_{i,j}": "x_(i,j)",
    r"x^{n_{i}}": "x^(n_i)",
    r"a_{\text{max}}": "a_max",
    r"\sum_{i=1}^{n} a_i": "sum_(i=1)^n a_i",
    r"\frac{n}{2}": "n/2",
    r"\frac{n+1}{2}": "(n+1)/2",
    r"\frac{\frac{1}{2}}{3}": "(1/2)/3",
    r"\sqrt{n}": "sqrt(n)",
    r"\binom{n}{k}": "binom(n)(k)",
    r"O(n \log n)": "O(n log n)",
    r"n\log n": "n log n",
    r"a \bmod b": "a mod b",
    r"\max(a, b)": "max(a, b)",
    r"2\alpha": "2 alpha",
    r"\lfloor n/2 \rfloor": "⌊n/2⌋",
    r"\{1, 2\}": "{1, 2}",
    r"\left( x \right)": "( x )",
    r"S \in \mathbb{N}": "S ∈ N",
    r"s''": "s''",
    r"a \times b": "a × b",
    r"a \sim b": "a ~ b",
    r"90\%": "90%",
}


@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_are_typed_as_a_person_would(formula: str) -> None:
    assert formula_to_text(formula) == FORMULAS[formula]


@pytest.mark.parametrize("opening, closing", [("$", "$"), ("$$", "$$"), (r"\(", r"\)"), (r"\[", r"\]")])
def test_every_kind_of_formula_is_found(opening: str, closing: str) -> None:
    assert latex_to_text(f"Given {opening}1 \\le n{closing}, print it.") == "Given 1 ≤ n, print it."


def test_a_displayed_equation_is_a_formula() -> None:
    source = "\\begin{align*}\na &= 2^{n-1} \\\\\nb &\\le 1\n\\end{align*}"
    assert latex_to_text(source) == "a = 2^(n-1) b ≤ 1"


def test_an_escaped_dollar_begins_no_formula() -> None:
    assert latex_to_text(r"It costs \$5. Let $n$ be the \$ amount of $m$.") == "It costs $5. Let n be the $ amount of m."


def test_sections_stand_on_lines_of_their_own() -> None:
    source = "Story.\n\\section*{Input}\nOne line.\n\\subsection{Output}\nOne word."
    assert latex_to_text(source) == "Story.\n\nInput\n\nOne line.\n\nOutput\n\nOne word."


@pytest.mark.parametrize("kind", ["itemize", "enumerate"])
def test_list_items_stand_on_lines_of_their_own(kind: str) -> None:
    source = f"Rules:\n\\begin{{{kind}}}\n  \\item first $n$\n  \\item second\n\\end{{{kind}}}\nEnd."
    assert latex_to_text(source) == "Rules:\n- first n\n- second\n\nEnd."


def test_table_rows_stand_on_lines_with_their_cells_apart() -> None:
    source = "\\begin{tabular}{|p{3cm}|r|}\n\\hline\nname & value \\\\ \\hline\na \\& b & $10^{5}$ \\\\\n\\end{tabular}"
    assert latex_to_text(source) == "name  value\na & b  10^5"


def test_pictures_leave_a_mark() -> None:
    assert latex_to_text("a \\includegraphics[width=0.5\\textwidth]{map.png} b") == "a [picture] b"
    assert latex_to_text("\\illustration{0.3}{map.png}{A \\emph{map}}\nb") == "[picture]\nb"
    figure = "\\begin{figure}[h]\n\\centering\n\\includegraphics{map}\n\\caption{The map}\n\\label{fig:map}\n\\end{figure}"
    assert latex_to_text(figure) == "[picture]\nThe map"


TEXTS = {
    r"\textbf{bold} and \emph{a \textbf{b}}": "bold and a b",
    r"\textbf{a {nested} b} c": "a nested b c",
    r"{\bf bold} text": "bold text",
    r"\noindent Text": "Text",
    r"\texttt{a\_b}": "a_b",
    "``quoted'' -- dash --- em": '"quoted" – dash — em',
    r"10\,000 items, 50\% off % a comment": "10000 items, 50% off",
    r"\href{http://a.example/}{here}": "here (http://a.example/)",
    r"word\footnote{a note}": "word (a note)",
    r"\ldots{} and \ldots": "... and ...",
    r"line one\\line two\\[2pt]line three": "line one\nline two\nline three",
    r"Sj\"oberg and Caf\'{e}": "Sjöberg and Café",
    r"$s''$ is ``two''": "s'' is \"two\"",
    r"the set \{a, b\}": "the set {a, b}",
    r"\unheardof{thing} stays": "unheardof(thing) stays",
    r"\problemname{Sum of Two}Add.": "Add.",
}


@pytest.mark.parametrize("source", TEXTS)
def test_text_commands(source: str) -> None:
    assert latex_to_text(source) == TEXTS[source]


def test_verbatim_text_is_kept_as_it_is() -> None:
    source = "See\n\\begin{verbatim}\n 1 $x$ % 2\n   {3}  4\n\\end{verbatim}\nabove."
    assert latex_to_text(source) == "See\n\n 1 $x$ % 2\n   {3}  4\n\nabove."


words = st.lists(st.text("abcdefgh", min_size=1, max_size=5), min_size=1, max_size=6).map(" ".join)
wrappers = st.sampled_from(
    ["{}", r"\textbf{{{}}}", r"\emph{{{}}}", "{{{}}}", r"{{\bf {}}}", "``{}''", "${}$", r"\section{{{}}}", "\\item {}"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(wrappers, words), max_size=6))
def test_no_word_is_lost_or_made_up(parts: list[tuple[str, str]]) -> None:
    source = "\n".join(wrapper.format(text) for wrapper, text in parts)
    written = [word for _, text in parts for word in text.split()]
    assert re.findall(r"[a-z]+", latex_to_text(source)) == written


@settings(max_examples=200, deadline=None)
@given(st.text("\\{}$%&_^[]()~'\"-ab1 \n\ue000\ue001\0", max_size=60))
def test_no_source_is_too_broken_to_be_read(source: str) -> None:
    text = latex_to_text(source)
    assert text == text.strip()


def test_deep_nesting_ends() -> None:
    assert "x" in latex_to_text("{" * 5000 + "x" + "}" * 5000)
