"""Laws of dates, and of what orders them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mutators.generation.dates import DateForm, forms_of
from mutators.generation.moments import moment


@given(st.dates(date(1000, 1, 1)), st.sampled_from(("ymd", "dmy", "mdy")), st.sampled_from("-./"))
def test_a_date_is_read_as_it_was_written(day: date, order: str, sign: str) -> None:
    form = DateForm(order, sign)
    assert form.read(form.write(day)) == day
    assert form in forms_of([form.write(day)])


@given(st.dates(date(1000, 1, 1)), st.dates(date(1000, 1, 1)), st.sampled_from((("ymd", "-"), ("dmy", "."), ("ymd", "/"))))
def test_moments_stand_as_the_days_do(one: date, other: date, how: tuple[str, str]) -> None:
    form = DateForm(*how)
    assert ((moment(form.write(one)) or ()) < (moment(form.write(other)) or ())) == (one < other)
