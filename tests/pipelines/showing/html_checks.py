"""What holds of every page, whatever the dataset says: well-formed, nothing fetched, nothing that runs, nothing let through."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = frozenset(("meta", "link", "img", "br", "hr", "input"))
FETCHING = frozenset(("script", "iframe", "object", "embed", "link", "img", "audio", "video", "base"))


class Checked(HTMLParser):
    """Reads a page. Fails where an element is not closed in its place, can fetch or run anything, or a name is given twice."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []
        self.text: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.tags: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in FETCHING, tag
        self.tags.append(tag)
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), attrs
        for name, value in attrs:
            assert not name.startswith("on"), attrs
            if name in ("href", "action", "src", "xlink:href"):
                assert value is not None
                assert value.startswith(("#", "/", "?")) and not value.startswith("//"), attrs
                self.links.append(value)
            if name == "id":
                assert value not in self.ids, value
                self.ids.add(value or "")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self._open and self._open[-1] == tag, (tag, self._open)
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.text.append(data)

    @property
    def words(self) -> str:
        """The text of the page, white space united."""
        return " ".join(" ".join(self.text).split())
