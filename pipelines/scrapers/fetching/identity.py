"""Who asks: one User-Agent, with an address at which the person who runs the crawl can be reached."""

from __future__ import annotations

import importlib.metadata
import re

from schemas.text import excerpt

PRODUCT = "codequorum"
"""The product token that robots.txt files name (RFC 9309, section 2.2.1)."""
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[!-'*-~]*)?")  # printable ASCII but for the parentheses of a comment


class ContactError(ValueError):
    """No contact, or one at which nobody can be reached."""


def user_agent(contact: str) -> str:
    """The User-Agent of a crawl, e.g. `codequorum/0.1.0 (ada@university.edu)`.

    Raises ContactError where `contact` is neither an e-mail address nor a URL.
    """
    if not contact.strip():
        raise ContactError("--contact is missing: give an e-mail address or a URL at which the sites can reach you")
    if not (_EMAIL.fullmatch(contact) or _URL.fullmatch(contact)):
        raise ContactError(f"--contact {excerpt(contact)!r} is neither an e-mail address nor a URL that sites can reach you at")
    return f"{PRODUCT}/{_version()} ({contact})"


def _version() -> str:
    try:
        return importlib.metadata.version(PRODUCT)
    except importlib.metadata.PackageNotFoundError:
        return "0"
