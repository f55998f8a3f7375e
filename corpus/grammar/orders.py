"""Numbers of decrees, announcements and public notices (令, 公告, 通告) in running text."""

import re
from collections.abc import Iterator

from corpus.document import Reference
from corpus.grammar.doc_numbers import after_cues, run_before
from corpus.grammar.ordinals import ordinal
from corpus.grammar.reference_grammar import entry, pattern, patterns

_JOINED = "、"
_LATIN = re.compile(r"[A-Z]\d{0,2}\Z")


def orders(text: str) -> Iterator[Reference]:
    """Decrees and announcements, numbered 第N号 within their signer's term; the value is ``机关令第N号``.

    Organs that sign together stand in the value as printed; a year in the number is kept (公告2018年第61号).
    """
    numbered, reversed_form = patterns("order")
    for match in numbered.finditer(text):
        if (found := _order(text, match, match.start())) is not None:
            yield found
    if "号令" in text:
        for match in reversed_form.finditer(text):
            if (found := _order(text, match, match.start(), place=True)) is not None:
                yield found


def _order(text: str, match: re.Match[str], signer_end: int, place: bool = False) -> Reference | None:
    serial = ordinal(match["serial"])
    start = _signer_start(text, signer_end, place)
    if serial is None or start is None:
        return None
    named = "".join(text[start:signer_end].split()).removeprefix("中华人民共和国")
    year = f"{groups['year']}年" if (groups := match.groupdict()).get("year") else ""
    end = match.end()
    if text[end - 1] in "）)" and not re.search("[（(]", match.group()):
        end = match.end() - len(match.group()) + len(match.group().rstrip("）) \t\n"))
    return Reference("order", text[start:end], f"{named}{match['form']}{year}第{serial}号", start, end)


def _signer_start(text: str, end: int, place: bool) -> int | None:
    """Where the signer's name begins that ends at ``end``, with the organs it signs together with."""
    start = _organ_start(text, end, place)
    if start is None:
        return None
    while text[start - 1 : start] == _JOINED and end - start < entry("order")["longest_organ"] * 4:
        earlier = _organ_start(text, start - 1, False)
        if earlier is None:
            break
        start = earlier
    return start


def _organ_start(text: str, end: int, place: bool) -> int | None:
    run_start, run_end = run_before(text, end)
    run = text[run_start:run_end]
    organ = pattern("order", "organ")
    signer = organ.search(run)
    cut = after_cues(run, ("cues", "short_cues")) if signer else 0
    signer = organ.search(run[cut:]) if signer else None
    if signer is None and place:
        cut, signer = 0, pattern("order", "place").search(run)
    if signer is None:
        return None
    start = run_start + cut + signer.start()
    skipped = pattern("order", "not_organ").match(text[start:end])
    start += skipped.end() if skipped else 0
    latin = _LATIN.search(text, max(0, start - 3), start)
    return latin.start() if latin and text[start] in "省市区县" else start
