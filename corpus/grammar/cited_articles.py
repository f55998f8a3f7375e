"""Articles of laws as cited in running text, down to paragraph, item and point (条、款、项、目)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Reference
from corpus.grammar.ordinals import ordinal
from corpus.grammar.quoted_titles import short_names
from corpus.grammar.reference_grammar import entry, pattern, words

_WINDOW = 32
_LONGEST_LINK = 10
_LONGEST_NAME = 20
_REACH = 600  # how far a bare 第三十六条 may stand from the law it belongs to
_NEAREST = 4000  # how far back 本法 in a quotation may look for its law
_HEADINGS = 3  # a text with as many articles of its own is itself a law
_CLAUSE = frozenset('。；;：:“"（(！？，,、\n')
_AFTER_BARE = re.compile(r"规定|[：:]|第|明确|要求|“|的|，|、")
_MASK = re.compile("共和国|和国")
_LAWS = ("法", "条例", "办法", "规定", "规则", "细则")
_NEAR = 20  # 《甲法》以下条例：第十七条
_GENERIC = ("办法", "规定", "规则", "细则", "规程", "规范", "准则")
_SHORTEST_GENERIC = 5


@dataclass(slots=True)
class _Cited:
    """The law cited last and where its citation ends."""

    law: str
    end: int


def cited_articles(text: str, titles: tuple[Reference, ...], own_title: str | None = None) -> Iterator[Reference]:
    """Articles with the law they belong to: ``title#article.paragraph.item``, ``.point`` added where one is cited.

    The span begins with the law where it is named right before; of several articles each is a reference by itself.
    本法 and 本条例 mean ``own_title`` in a text that is itself a law, else the nearest title of that kind. Headings of
    articles and articles of contracts are none.
    """
    if "条" not in text:
        return
    places = _Places(text, titles, own_title)
    cited: _Cited | None = None
    for match in pattern("article", "number").finditer(text):
        if places.is_heading(match.start()):
            continue
        located = places.law_before(match.start(), cited)
        article = ordinal(match["article"])
        if located is None or article is None:
            continue
        start, law = located
        levels = [ordinal(match[name]) if match[name] else None for name in ("paragraph", "item", "point")]
        head = f"{law}#{article}{'之' + match['sub'] if match['sub'] else ''}"
        yield Reference("article", text[start : match.end()], _value(head, levels), start, match.end())
        end = match.end()
        for part in _further_parts(text, head, levels, end):
            yield part
            end = part.end
        cited = _Cited(law, end)


def _value(head: str, levels: list[int | None]) -> str:
    paragraph, item, point = (str(level) if level else "-" for level in levels)
    return f"{head}.{paragraph}.{item}" + (f".{point}" if levels[2] else "")


def _further_parts(text: str, head: str, levels: list[int | None], end: int) -> Iterator[Reference]:
    """第一款、第三款 and 第（一）项至第（三）项: the further ones."""
    further = pattern("article", "next_part")
    while match := further.match(text, end):
        value, level = ordinal(match["value"]), match["level"]
        if value is None:
            return
        levels = [value, None, None] if level == "款" else [levels[0], value, None]
        start, end = match.span("raw")
        yield Reference("article", text[start:end], _value(head, levels), start, end)


class _Places:
    """Where the laws of a text stand, so that an article finds its own."""

    def __init__(self, text: str, titles: tuple[Reference, ...], own_title: str | None) -> None:
        self._text = text
        self._titles = titles
        self._ends = [title.end for title in titles]
        self._own = own_title
        self._short = short_names(text, titles)
        self._is_law = (
            len(re.findall(r"(?m)^[ \u3000\xa0]{0,8}第[一二三四五六七八九十]{1,3}条", text[:20_000])) >= _HEADINGS
        )

    def is_heading(self, position: int) -> bool:
        at = position
        while at and position - at < 8 and self._text[at - 1] in " \u3000\xa0\t*#":
            at -= 1
        return at == 0 or self._text[at - 1] == "\n"

    def law_before(self, position: int, cited: _Cited | None) -> tuple[int, str] | None:
        """Where the citation of the article at ``position`` begins, and its law."""
        if cited and 0 < position - cited.end <= _LONGEST_LINK and self._linked(cited.end, position):
            return position, cited.law
        before = bisect_right(self._ends, position) - 1
        if before >= 0 and position - self._ends[before] <= entry("article")["longest_gap"]:
            title = self._titles[before]
            if pattern("article", "gap").fullmatch(self._text, title.end, position) and not _contract(title.raw):
                return title.start, title.value
        window = self._text[max(0, position - _WINDOW) : position]
        return self._own_law(window, position, before) or self._named(window, position) or self._bare(position, cited)

    def _linked(self, start: int, end: int) -> bool:
        return pattern("article", "next").fullmatch(self._text, start, end) is not None

    def _own_law(self, window: str, position: int, before: int) -> tuple[int, str] | None:
        own = pattern("article", "own").search(window)
        if own is None:
            return None
        start, kind = position - len(window) + own.start(), own["kind"]
        if self._is_law:
            return start, self._own or own.group().strip("的中 \u3000")
        for title in reversed(self._titles[: before + 1]):
            if position - title.end > _NEAREST:
                break
            if title.value.rstrip("）)").endswith(kind) or kind in title.value[-12:]:
                return start, title.value
        return start, f"本{kind}"

    def _named(self, window: str, position: int) -> tuple[int, str] | None:
        """政府采购法第五条: a law named without its marks."""
        if pattern("article", "contracts").search(window):
            return None
        match = pattern("article", "name").search(window)
        if match is None:
            return None
        name = _MASK.sub(lambda m: "□" * len(m.group()), match["name"])
        cut = max((at + len(cue) for cue in words("article", "cues") if (at := name.rfind(cue)) >= 0), default=0)
        cut = max([cut, *(m.end() for m in pattern("article", "joints").finditer(name))])
        named = match["name"][cut:]
        if not _may_be_law(named) or (cut == 0 and len(named) > _LONGEST_NAME):
            return None
        full = self._short.get(named)
        start = position - len(window) + match.start("name") + cut
        return start, full[1] if full else named

    def _bare(self, position: int, cited: _Cited | None) -> tuple[int, str] | None:
        """A further article of the law cited last, at the head of a clause: 。第三十六条规定."""
        article = pattern("article", "number").match(self._text, position)
        opens = self._text[position - 1] in _CLAUSE
        if self._is_law or not (opens and article and _AFTER_BARE.match(self._text, article.end())):
            return None
        before = bisect_right(self._ends, position) - 1
        title = self._titles[before] if before >= 0 else None
        if title is not None and (cited is None or title.end > cited.end):
            near = position - title.end <= _NEAR and "。" not in self._text[title.end : position]
            return (position, title.value) if near and title.value.endswith(_LAWS) else None
        return (position, cited.law) if cited is not None and position - cited.end <= _REACH else None


def _contract(raw: str) -> bool:
    return pattern("article", "contracts").search(raw.rstrip("》”")) is not None


def _may_be_law(name: str) -> bool:
    if len(name) < len("宪法") or "的" in name or name.endswith(tuple(entry("article")["not_names"])):
        return False
    return not name.endswith(_GENERIC) or len(name) >= _SHORTEST_GENERIC
