"""The tokenizer loses nothing, whatever it is given."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from model.tokenizer import BOS, EOS, FIRST_BYTE, MASK, PAD, SMALLEST_SIZE, Tokenizer, TokenizerError, train

PROGRAM = (
    "#include <vector>\r\nint main() {\r\n\tfor (int i = 0; i < n; i++) {\r\n\t\tsum += a[i];\r\n\t}\r\n}\r\n"
    "def solve(values):\n    total = 0\n    for value in values:\n        total += value\n    return total\n\n"
)
TOKENIZER = train([PROGRAM * 3, "the number of the cars", "naïve coöperation"], 600)
NASTY = [
    "\0",
    "\n",
    "\r",
    "\t",
    " ",
    "\u2581",
    "\u2585",
    "\ue009",
    "\ue00a",
    "\ue00d",
    "\ufffd",
    "\ufeff",
    "<s>",
    "<0x41>",
    "é",
    "𝕏",
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(NASTY)).map("".join), st.text("ab \n\t\r(){}=+")).map(str)


@given(TEXTS)
@example("".join(NASTY))
@example("\r\n\t\t x  \n")
@example("<pad><s></s><mask><unk>")
@example("\U0010ffff\ud7ff\ue000")
@settings(max_examples=400)
def test_decode_inverts_encode(text: str) -> None:
    assert TOKENIZER.decode(TOKENIZER.encode(text)) == text


@given(TEXTS, TEXTS)
def test_what_ends_with_a_newline_is_encoded_apart(before: str, after: str) -> None:
    before += "\n"
    assert TOKENIZER.encode(before + after) == TOKENIZER.encode(before) + TOKENIZER.encode(after)


@given(TEXTS)
def test_no_text_gives_special_tokens(text: str) -> None:
    assert all(FIRST_BYTE <= token < TOKENIZER.size for token in TOKENIZER.encode(text))


@given(st.lists(st.integers(0, 599)))
def test_any_tokens_decode_to_text_that_can_be_stored(tokens: list[int]) -> None:
    TOKENIZER.decode([token for token in tokens if token < TOKENIZER.size]).encode()


def test_special_tokens_are_left_out_of_the_text() -> None:
    tokens = TOKENIZER.encode("total")
    assert (PAD, BOS, EOS, MASK) == (0, 1, 2, 3)
    assert TOKENIZER.decode([BOS, *tokens, MASK, EOS, PAD, PAD]) == "total"


def test_frequent_lines_cost_few_tokens() -> None:
    assert len(TOKENIZER.encode("\t\tsum += a[i];\r\n")) < len("\t\tsum += a[i];\r\n") / 2
    assert len(TOKENIZER.encode("        total")) <= 3  # runs of spaces are pieces


def test_the_longest_piece_bounds_the_number_of_tokens() -> None:
    assert len(TOKENIZER.encode(PROGRAM)) >= len(PROGRAM) / TOKENIZER.longest_piece


def test_digits_stand_alone() -> None:
    tokenizer = train(["1000000007\n" * 50], 400)
    assert len(tokenizer.encode("1000000007")) == 10


def test_same_texts_same_file(tmp_path: Path) -> None:
    first, again = train([PROGRAM], 400, tmp_path / "a.model"), train([PROGRAM], 400)
    assert (tmp_path / "a.model").read_bytes() == again.model
    assert Tokenizer.load(tmp_path / "a.model").digest == first.digest == again.digest
    assert train([PROGRAM + "else"], 400).digest != first.digest
    assert [path.name for path in tmp_path.iterdir()] == ["a.model"]


@given(st.text(min_size=1, max_size=40), st.integers(SMALLEST_SIZE, 900))
@settings(max_examples=30)
def test_any_text_trains_a_tokenizer_of_at_most_the_size(text: str, size: int) -> None:
    tokenizer = train([text, PROGRAM], size)
    assert tokenizer.size <= size
    assert tokenizer.decode(tokenizer.encode(text)) == text


def test_more_characters_than_pieces_are_no_problem() -> None:
    chinese = "".join(map(chr, range(0x4E00, 0x5200)))
    tokenizer = train([chinese], SMALLEST_SIZE)
    assert tokenizer.size <= SMALLEST_SIZE
    assert tokenizer.decode(tokenizer.encode(chinese)) == chinese


@pytest.mark.parametrize("texts", [[], [""], ["\0\u2581"], ["\ud800"]])
def test_no_text_is_refused(texts: list[str]) -> None:
    with pytest.raises(TokenizerError, match="no text"):
        train(texts)


def test_a_size_without_room_for_letters_is_refused() -> None:
    with pytest.raises(TokenizerError, match=f"{SMALLEST_SIZE}"):
        train([PROGRAM], SMALLEST_SIZE - 1)


def test_a_lone_surrogate_is_refused_and_quoted() -> None:
    with pytest.raises(ValueError, match="U\\+D800"):
        TOKENIZER.encode("a\ud800")


@pytest.mark.parametrize("tokens", [[TOKENIZER.size], [-1]])
def test_a_number_that_is_no_token_is_refused(tokens: list[int]) -> None:
    with pytest.raises(ValueError, match="token"):
        TOKENIZER.decode(tokens)


def test_another_file_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "pieces.model"
    path.write_bytes(b"not a model")
    with pytest.raises(TokenizerError, match=r"pieces\.model"):
        Tokenizer.load(path)
    with pytest.raises(OSError, match=r"missing\.model"):
        Tokenizer.load(tmp_path / "missing.model")


def test_a_model_with_other_special_tokens_is_refused() -> None:
    import io

    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([PROGRAM] * 9), model_writer=model, vocab_size=60, hard_vocab_limit=False, minloglevel=2
    )
    with pytest.raises(TokenizerError, match="made otherwise"):
        Tokenizer(model.getvalue())
