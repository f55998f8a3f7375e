"""The parts of a document that have a title of their own: its attachments, and the rule that a notice carries."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from corpus.document import Part
from corpus.references import title_key
from corpus.rulebook.standing import rule_name
from corpus.structure.attachments import Attachments
from corpus.structure.lines import Line, unmarked

_NUMBER = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,2}")
_DECREE = re.compile(r"(?:令|公告)$")
_ISSUED = re.compile(r"《(?P<title>[^《》]{2,80}(?:〈[^〈〉]{2,80}〉[^《》]{0,40})?)》[^。]{0,120}?(?:公布|发布)")
_UNMARKED = re.compile(r"印发(?P<title>[^《》]{4,60})的通知$")  # 关于印发…工作方案的通知, without 《》
_HEAD = 800  # characters
_MOST_TITLE_LINES = 3
_LONGEST_TITLE = 60
_NOT_TITLE = re.compile(r"[。；;：:，,]$|\t")


def is_decree(title: str) -> bool:
    """Whether a document is only the decree (令) or announcement (公告) of a rule, by its title."""
    return _DECREE.search(title) is not None


def carried_title(title: str, text: str) -> str | None:
    """The title of the rule that a document carries: in 关于印发《…》的通知, or below a decree (令) that issues it."""
    if is_decree(title):
        match = _ISSUED.search(text, 0, _HEAD)
        return match["title"] if match else None
    carried = rule_name(title)
    if carried != title:
        return carried
    match = _UNMARKED.search(title)
    return match["title"] if match else None


def find_parts(
    all_lines: list[Line], attached: Attachments, carried: str | None, title_end: int, length: int
) -> tuple[Part, ...]:
    """Parts in the order of the text; each reaches to the next one or to the end (``length``).

    A part begins at the label 附件 2 of GB/T 9704—2012 7.3.7, or, where an office leaves the label out, at lines that
    repeat a declared attachment's name or the title a notice carries (印发《…》).
    """
    begun = {start: _labelled(all_lines, start) for start in attached.starts}
    labelled = {title_key(part.title or "") for part in begun.values()}
    names = {title_key(name): str(number) for number, name in enumerate(attached.names, 1)}
    searches = [(max((*attached.declared, title_end - 1)), names)]
    if carried:  # it may stand before the list of the attachments, which is then its own
        searches.append((title_end - 1, {title_key(carried): ""}))
    for after, wanted in searches:
        below = all_lines[bisect_left(all_lines, after + 1, key=lambda line: line.start) :]
        for start, key, printed in _repeated(below, wanted.keys() - labelled):
            begun.setdefault(start, Part(wanted[key] or None, printed, start, length))
    ordered = [begun[start] for start in sorted(begun)]
    ends = [*(part.start for part in ordered[1:]), length][: len(ordered)]
    return tuple(Part(part.number, part.title, part.start, end) for part, end in zip(ordered, ends, strict=True))


def _labelled(all_lines: list[Line], start: int) -> Part:
    """The part under a label, with its title: the short lines below, as far as they make no sentence."""
    at = bisect_left(all_lines, start, key=lambda line: line.start)
    number = _NUMBER.search(all_lines[at].text)
    title = ""
    for line in all_lines[at + 1 : at + 1 + _MOST_TITLE_LINES]:
        plain = unmarked(line.text)
        if _NOT_TITLE.search(plain) or len(title) + len(plain) > _LONGEST_TITLE:
            break
        title += plain
        break
    return Part(number.group() if number else None, title or None, start, start)


def _repeated(lines: list[Line], wanted: set[str]) -> Iterator[tuple[int, str, str]]:
    """Where one to three lines together are one of the wanted titles: the offset, the key and the title as printed."""
    left = set(wanted)
    longest = max(map(len, left), default=0)
    for at in range(len(lines)):
        if not left:
            return
        joined = ""
        for line in lines[at : at + _MOST_TITLE_LINES]:
            joined += unmarked(line.text)
            key = title_key(joined)
            if len(key) > longest:
                break
            if key in left:
                left.discard(key)
                yield lines[at].start, key, joined
                break
