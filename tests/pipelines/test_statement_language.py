"""The language of a statement: told by script and by small words, and not told where there are too few."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statement_language import language_of_statement

SAMPLES = {
    "en": "A ferry carries cars over the river. Print how many trips it has to make before all of them are on the other side.",
    "de": "Eine Fähre trägt die Autos über den Fluss. Gib aus, wie viele Fahrten es sind, bis alle drüben sind.",
    "fr": "Un bac transporte les voitures sur la rivière. Affichez le nombre de traversées qui sont nécessaires pour toutes.",
    "es": "Un barco lleva los coches por el río. Escribe cuántos viajes son necesarios para que todos estén en la otra orilla.",
    "pt": "Uma balsa leva os carros pelo rio. Imprima quantas viagens são necessárias para que todos estejam no outro lado.",
    "pl": "Prom wozi auta przez rzekę. Wypisz, ile razy musi popłynąć, żeby wszystkie były na drugim brzegu, jeśli się da.",
    "is": "Ferja flytur bíla yfir ána. Skrifaðu út hve oft hún þarf að fara til að allir bílar séu á hinum bakkanum.",
    "ru": "Паром перевозит машины через реку. Выведите, сколько рейсов ему нужно сделать.",
    "uk": "Пором перевозить машини через річку. Виведіть, скільки рейсів йому потрібно.",
    "ja": "フェリーは車を川の向こうへ運びます。何回の往復が必要か出力してください。",
    "zh": "渡船把汽车运过河。输出需要多少次往返。",
    "ko": "여객선이 자동차를 강 건너로 나른다. 몇 번 왕복해야 하는지 출력하라.",
}


@pytest.mark.parametrize("language", SAMPLES)
def test_prose_is_known_with_formulas_and_markup_in_it(language: str) -> None:
    text = SAMPLES[language]
    assert language_of_statement(text) == language
    assert language_of_statement(f"<p>{text}</p> $n \\leq the of and to is$ `for if is in` \\begin 1 2 3") == language


@pytest.mark.parametrize("text", ["", "1 2 3", "$$a+b$$", "n m k", "Ferry", "A to B", "\ud800"])
def test_too_little_says_nothing(text: str) -> None:
    assert language_of_statement(text) == ""


@given(st.text())
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert language_of_statement(text) == language_of_statement(text + " \n 12 + 7") or len(text) > 19_000
