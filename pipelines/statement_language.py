"""The language that a statement is written in: by its script, and by its small words where many languages share the script."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

LEAST_HITS = 3
"""So many small words of a language are needed."""
LEAST_SHARE = 0.06
"""They are at least this share of all words; in prose they are a third, among formulas and names fewer."""
CHARACTERS = 20_000
"""So much of a statement is looked at."""

_FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$]*\$|\\[A-Za-z]+|`[^`]*`|</?[A-Za-z][^>]*>", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "ja": "\u3041-\u30ff\u31f0-\u31ff",
    "ko": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "zh": "\u3400-\u4dbf\u4e00-\u9fff",
    "ru": "\u0400-\u052f",
    "ar": "\u0600-\u06ff",
    "he": "\u0590-\u05ff",
    "el": "\u0370-\u03ff",
    "th": "\u0e00-\u0e7f",
    "hi": "\u0900-\u097f",
    "bn": "\u0980-\u09ff",
    "ka": "\u10a0-\u10ff",
    "hy": "\u0530-\u058f",
    "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
}
_SCRIPT = {name: re.compile(f"[{characters}]") for name, characters in _SCRIPTS.items()}
_NEIGHBOURS = {"ru": (("uk", "ґєії"), ("be", "ў"), ("sr", "ђјљњћџ")), "ar": (("fa", "پچژگ"),)}
"""Languages of one script that have letters of their own."""
_KANA_SHARE = 0.1
"""Japanese has kana between its ideographs, Chinese has none."""
_SMALL_WORDS = {
    "en": "the of and to is in that for with are you it this be as on by which each given if there at from can will an",
    "es": "el la de que y en los se las un una del es por con para su al como cada dado si son más esta este hay",
    "pt": "o a de que e os do da em um uma para com não se as dos das é no na por mais cada dado são ao você",
    "fr": "le la les de des et un une du est en que qui dans pour sur par au avec il ce cette chaque sont si vous plus",
    "de": "der die das und ist in den von zu mit ein eine einer dem auf für nicht sich im des es wird sind jede als",
    "it": "il di che e la un una per è in del della i le con non si da dei al sono ogni nel dato alla più",
    "nl": "de het een en van is in op dat die te met voor niet zijn er aan om elke je wordt deze als bij",
    "sv": "och att det som en ett är på i av för med den till inte om varje kan har du från de ska",
    "da": "og at det som en et er på i af for med den til ikke om hver kan har du fra der skal",
    "no": "og at det som en et er på i av for med den til ikke om hver kan har du fra skal hvor",
    "is": "og að er í á það sem en um ekki til með fyrir við af þú hver ef þá eru eða frá hann",
    "fi": "ja on ei se että joka kun jos ovat sen hän mutta kuin voi jonka tai joita myös yksi luku",
    "et": "ja on ei et see kui mis ta oma või iga siis kas ning arv antud rida kuid mida",
    "pl": "i w na z jest się do nie że od dla o oraz po jak każdy które który są przez tym liczba jeśli",
    "cs": "a je v na se že s z do pro to které který jsou nebo po od ve jako každý číslo pokud",
    "hr": "i je u na se da za od su koji koja s ne će ako ili kao broj svaki iz samo nije",
    "hu": "a az és egy hogy nem is van ha meg ez minden vagy szám kell csak mint adott lehet azt",
    "ro": "și de la în a cu pe este un o din că se pentru care nu fiecare sunt dacă mai cel",
    "tr": "ve bir bu için de da ile olan olarak her ne kadar veya sayı verilen eğer var olduğu daha çok",
    "vi": "và của là các một trong cho có không được với những số bạn từ đến mỗi này nếu để",
    "id": "yang dan di dari untuk dengan pada adalah ini setiap tidak jika akan atau dapat sebuah ke bilangan ada",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)


def language_of_statement(text: str) -> str:
    """The ISO 639-1 code of the language, "" where too little is said to tell. Formulas, commands and mark-up do not count.

    A word that several languages share counts for each by its share, so that what tells them apart weighs more.
    """
    prose = _FORMULA.sub(" ", text[:CHARACTERS]).lower()
    counts = {name: len(pattern.findall(prose)) for name, pattern in _SCRIPT.items()}
    letters = sum(counts.values())
    if not letters:
        return ""
    ideographs = counts["ja"] + counts["zh"]
    if ideographs and counts["ja"] >= _KANA_SHARE * ideographs:
        counts["ja"], counts["zh"] = ideographs, 0
    script = max(counts, key=lambda name: 3 * counts[name] if name in ("ja", "zh", "ko") else counts[name])
    if script != "latin":
        own = [language for language, signs in _NEIGHBOURS.get(script, ()) if any(sign in prose for sign in signs)]
        return own[0] if own else script
    return _by_small_words(_WORD.findall(prose))


def _by_small_words(words: list[str]) -> str:
    scores: dict[str, float] = defaultdict(float)
    hits: Counter[str] = Counter()
    for word in words:
        languages = _LANGUAGES_OF.get(word, ())
        for language in languages:
            scores[language] += 1 / len(languages)
            hits[language] += 1
    if not scores:
        return ""
    best = max(sorted(scores), key=lambda language: (scores[language], hits[language]))
    return best if hits[best] >= max(LEAST_HITS, LEAST_SHARE * len(words)) else ""
