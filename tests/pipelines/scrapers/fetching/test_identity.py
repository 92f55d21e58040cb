"""Nobody is asked without a name and an address."""

from __future__ import annotations

import pytest

from pipelines.scrapers.fetching.identity import PRODUCT, ContactError, user_agent


@pytest.mark.parametrize(
    "contact", ["ada@cs.university.edu", "a.b+crawl@x-y.org", "https://university.edu/~ada", "http://a.org:80"]
)
def test_the_contact_is_in_the_name(contact: str) -> None:
    agent = user_agent(contact)
    assert agent.startswith(f"{PRODUCT}/")
    assert agent.endswith(f" ({contact})")


@pytest.mark.parametrize("contact", ["", "  ", "\n"])
def test_without_a_contact_there_is_one_clear_error(contact: str) -> None:
    with pytest.raises(ContactError, match=r"^--contact is missing: give an e-mail address or a URL") as error:
        user_agent(contact)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "contact",
    ["ada", "ada@", "@university.edu", "ada@localhost", "ftp://a.org", "https://", "a@b.org\r\nX: y", "a@b.org)", "ä@b.org"],
)
def test_what_reaches_nobody_is_quoted_and_refused(contact: str) -> None:
    with pytest.raises(ContactError) as error:
        user_agent(contact)
    assert "\n" not in str(error.value)
    assert contact[:3].encode("unicode_escape").decode() in str(error.value).encode("unicode_escape").decode()
