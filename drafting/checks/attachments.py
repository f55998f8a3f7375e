"""R27: what the letter says is attached is attached, and is listed as it should be."""

import re
from collections.abc import Iterator

from corpus.grammar.ordinals import ordinal
from drafting.checks.check import Check, Offenders
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.offence import offence
from drafting.finding import Finding

_RULE = "R27"
_MENTION = re.compile(
    r"(?<![》的〕号])(?:(?:详|具体|另)?(?:见|参见|请见)附件|附件\s?\d{0,2}\s?(?=所列|所示|[）)])|(?:后附|随文附)|附后)"
)
_BY_NUMBER = re.compile(r"(?<![\u3400-\u4dbf《])附件\s?(?P<number>[1-9]|[一二三四五六七八九])(?![\d个份张页])")
_NUMBERED = re.compile(r"(?:^附\s?件\s?[：:]\s*)?(?P<number>\d{1,2})[.．、]")
_END = re.compile(r"[。；，、;,]\s*$")


def attached(letter: Letter, _dossier: Dossier) -> Offenders:
    """详见附件 with nothing attached; numbers of attachments that do not count on."""
    listed = tuple(letter.of_kind("attachment_note", "attachment"))
    if not listed and not letter.document.attachments:
        for match in _MENTION.finditer(letter.text, *letter.body):
            if not letter.is_open(*match.span()):
                yield offence(
                    letter, _RULE, "B", f"写了“{match.group()}”，却没有列出附件。", match.span(), expected="附件：……"
                )  # fmt: skip
        return
    yield from _listing(letter)
    yield from _beyond(letter)


def _beyond(letter: Letter) -> Iterator[Finding]:
    """附件3 where only two are listed."""
    notes = tuple(letter.of_kind("attachment_note"))
    count = max(len(notes), len(letter.document.attachments))
    for match in _BY_NUMBER.finditer(letter.text, *letter.body):
        number = int(match["number"]) if match["number"].isdigit() else ordinal(match["number"])
        if notes and number is not None and number > count and not letter.is_open(*match.span()):
            yield offence(letter, _RULE, "B", f"写了“{match.group()}”，附件只列了{count}个。", match.span())


def _listing(letter: Letter) -> Iterator[Finding]:
    notes = tuple(letter.of_kind("attachment_note"))
    numbers = [(note, int(match["number"])) for note in notes if (match := _NUMBERED.match(note.text))]
    for at, (note, number) in enumerate(numbers, start=1):
        if number != at:
            yield offence(letter, _RULE, "W", f"附件序号应为{at}。", (note.start, note.end))
            break
    for note in notes:
        if match := _END.search(note.text):
            span = (note.start + match.start(), note.end)
            yield offence(letter, _RULE, "W", "附件名称后不加标点。", span, replacement="")
    if len(numbers) == 1 == len(notes):
        yield offence(letter, _RULE, "I", "只有一个附件时不编序号。", (notes[0].start, notes[0].end))


CHECKS = (Check(_RULE, attached),)
