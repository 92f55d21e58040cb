"""Misbehaviour comes when it is asked for and only then, and is the same in every process."""

from __future__ import annotations

import re
import zlib
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.demo.site.faults import MEBIBYTE, PASSING, Fault, Faults, Reply, bomb, spoiled

PATHS = st.from_regex(r"/[a-z0-9/]{0,20}(\?page=[0-9]{1,3})?", fullmatch=True)
PAGE = b'<div class="sample-test"><pre id="x">1 2</pre></div>' * 20
WELL = Reply(200, (("Content-Type", "text/html"), ("ETag", '"1"')), PAGE)


@settings(deadline=None)
@given(PATHS, st.integers(1, 9))
def test_no_plan_no_fault(path: str, attempt: int) -> None:
    assert Faults().of("codeforces.com", path, attempt) is None
    assert spoiled(WELL, None, Faults(), path, "/enter") == WELL


@settings(deadline=None)
@given(PATHS, st.integers(0, 5), st.integers(1, 9))
def test_what_is_drawn_depends_on_seed_host_path_and_attempt_alone(path: str, seed: int, attempt: int) -> None:
    plan = Faults(rate=0.5, seed=seed)
    assert plan.of("a.org", path, attempt) is Faults(rate=0.5, seed=seed).of("a.org", path, attempt)
    assert plan.of("a.org", path, attempt) in (None, *PASSING)


def test_the_rate_is_kept_and_every_kind_comes() -> None:
    plan = Faults(rate=0.2, kinds=tuple(Fault))
    drawn = Counter(plan.of("codeforces.com", f"/contest/{number}", 1) for number in range(5000))
    assert 900 <= 5000 - drawn[None] <= 1100
    assert set(drawn) == {None, *Fault}
    sooner_or_later = [any(plan.of("a.org", f"/{n}", attempt) is None for attempt in range(1, 6)) for n in range(500)]
    assert sum(sooner_or_later) > 495


def test_the_draw_is_pinned() -> None:
    plan = Faults(rate=0.5, seed=7)
    drawn = [plan.of("codeforces.com", "/contest/1401/problem/A", attempt) for attempt in range(1, 7)]
    assert drawn == [Fault.CUT, Fault.CUT, Fault.CUT, Fault.SERVER_ERROR, None, Fault.CUT]


@settings(deadline=None)
@given(st.lists(st.sampled_from(Fault), max_size=5), st.integers(1, 10))
def test_planned_faults_come_one_after_the_other_and_end(faults: list[Fault], attempt: int) -> None:
    plan = Faults(at={"codeforces.com/contest/*/problem/A": tuple(faults)})
    wanted = faults[attempt - 1] if attempt <= len(faults) else None
    assert plan.of("codeforces.com", "/contest/1401/problem/A", attempt) is wanted
    assert plan.of("codeforces.com", "/contest/1401/problem/B", attempt) is None
    assert plan.of("atcoder.jp", "/contest/1401/problem/A", attempt) is None


@settings(deadline=None)
@given(st.integers(1, 1000))
def test_what_is_always_so_is_always_so(attempt: int) -> None:
    plan = Faults(rate=1.0, kinds=(Fault.CUT,), at={"*": (Fault.SLOW,)}, always={"*/submission/*": Fault.LOGIN_WALL})
    assert plan.of("codeforces.com", "/contest/1401/submission/1", attempt) is Fault.LOGIN_WALL
    assert plan.of("codeforces.com", "/contest/1401", attempt) is (Fault.SLOW if attempt == 1 else Fault.CUT)


def test_a_robots_txt_is_hit_only_where_it_is_named() -> None:
    assert Faults(rate=1.0).of("codeforces.com", "/robots.txt", 1) is None
    assert Faults(always={"codeforces.com/robots.txt": Fault.SERVER_ERROR}).of("codeforces.com", "/robots.txt", 3)


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_but_cut_tests_shows_in_the_reply(fault: Fault) -> None:
    got = spoiled(WELL, fault, Faults(bomb_bytes=MEBIBYTE), "/contest/1401?page=2", "/enter")
    assert (got == WELL) == (fault is Fault.CUT_TESTS)


def test_refusals() -> None:
    plan = Faults(retry_after_s=17)
    codes = {fault: spoiled(WELL, fault, plan, "/", "/enter") for fault in Fault}
    assert codes[Fault.TOO_MANY].status == 429
    assert ("Retry-After", "17") in codes[Fault.TOO_MANY].headers
    assert codes[Fault.FORBIDDEN].status == 403
    assert codes[Fault.SERVER_ERROR].status == 500
    assert (codes[Fault.LOGIN_WALL].status, codes[Fault.LOGIN_WALL].headers) == (302, (("Location", "/enter"),))
    assert spoiled(WELL, Fault.LOGIN_WALL, plan, "/", "").status == 401


def test_lengths_lie_in_both_directions() -> None:
    cut, long, short = (
        spoiled(WELL, fault, Faults(), "/", "/e") for fault in (Fault.CUT, Fault.LONG_LENGTH, Fault.SHORT_LENGTH)
    )
    assert WELL.body.startswith(cut.body) and len(cut.body) < len(WELL.body) == cut.declared_bytes
    assert long.body == WELL.body and (long.declared_bytes or 0) > len(WELL.body)
    assert short.body == WELL.body and 0 < (short.declared_bytes or 0) < len(WELL.body)


def test_changed_markup_renames_the_same_name_the_same_way_and_keeps_the_text() -> None:
    got = spoiled(WELL, Fault.CHANGED_MARKUP, Faults(), "/", "/enter")
    assert b"sample-test" not in got.body and b'id="x"' not in got.body
    assert b"<pre id=" in got.body and b"1 2" in got.body
    assert len(set(re.findall(rb'class="(\w+)"', got.body))) == 1
    json = Reply(200, (), b'{"status":"OK","result":[{"id":1}]}')
    assert re.fullmatch(
        rb'{"n\w{8}":"OK","n\w{8}":\[{"n\w{8}":1}\]}', spoiled(json, Fault.CHANGED_MARKUP, Faults(), "/", "").body
    )


@pytest.mark.parametrize("fault", [Fault.CHANGED_MARKUP, Fault.GARBAGE, Fault.BOMB])
def test_a_wrong_text_never_goes_under_the_true_one_s_tag(fault: Fault) -> None:
    got = spoiled(WELL, fault, Faults(bomb_bytes=MEBIBYTE), "/", "/enter")
    assert "ETag" not in dict(got.headers)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 12 * MEBIBYTE))
def test_a_bomb_is_sound_and_grows_a_thousandfold(size: int) -> None:
    packed = bomb(size)
    reader = zlib.decompressobj(zlib.MAX_WBITS | 16)
    length = 0
    ahead = packed
    while ahead and not reader.eof:
        block = reader.decompress(ahead, MEBIBYTE)
        assert block == bytes(len(block))
        length += len(block)
        ahead = reader.unconsumed_tail
    assert reader.eof  # the checksum and the length at its end are right
    assert size <= length < size + MEBIBYTE
    assert length > 900 * len(packed)
