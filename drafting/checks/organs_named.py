"""R29: organs by their full or normalised names, as they are called on the letter's day, without a slip."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from corpus.offices.gazetteer import Gazetteer, gazetteer
from corpus.offices.organs import OrganMention, entries_of
from corpus.offices.regions import LEVELS, LONGEST_NAME, region_names, short_region
from drafting.checks.check import Check, Offenders
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.offence import Span, offence
from drafting.finding import Finding

_RULE = "R29"
_ENDING = re.compile(r"(?:员会|局|厅|委(?![员托派会内]))")
_SUFFIXES = ("厅", "局", "委员会", "委", "部", "办公室")
_SHORTEST, _LONGEST = 2, 16
_SHORT_STEM = 3
_SHORT_NAME = 6
# 市育局: no organ is called by one letter.
_BARE = 3
_LIST_ITEM = re.compile(r"、([\u4e00-\u9fff]{2,8})、")
_HISTORY = re.compile(r"原$|时任$|原市$|原省$|原县$|原区$|前身(?:是|为)$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_MOST_SHOWN = 3
_LEADS = "由经向请报在从到为按据是同对"


def named_right(letter: Letter, dossier: Dossier) -> Offenders:
    """Former names, names with a slip, a name in a list that lost its ending."""
    yield from _former(letter)
    yield from _slips(letter, dossier)
    yield from _cut_short(letter)


def _former(letter: Letter) -> Iterator[Finding]:
    for mention in letter.organs:
        entries = entries_of(mention.organ)
        if (
            not entries
            or not _stands_alone(letter, mention)
            or any(entry.holds(letter.day, mention.organ.level) for entry in entries)
        ):
            continue
        if entries[0].until is None or _in_history(letter, mention, entries[0].until.local):
            continue
        where = mention.organ.place
        provincial = mention.organ.level == "省" or mention.organ.stem.endswith("厅")
        ends = gazetteer().ends(entries[0])[:_MOST_SHOWN]
        today = [end.province[0] if provincial and end.province else end.name for end in ends]
        yield offence(
            letter, _RULE, "W", f"“{mention.organ.name}”已在机构改革中改组，现由{'、'.join(today)}承担。",
            (mention.start, mention.end), expected="、".join(where + name for name in today),
            source=entries[0].source,
        )  # fmt: skip


def _stands_alone(letter: Letter, mention: OrganMention) -> bool:
    """Whether a name without a place is no part of a longer one (规划建设局, 商务和粮食局, 产业环保局)."""
    before = letter.text[mention.start - 1 : mention.start]
    if mention.organ.place or not before.isalpha() or before in _LEADS:
        return True
    return before in "和与及" and any(other.end == mention.start - 1 for other in letter.organs)


def _in_history(letter: Letter, mention: OrganMention, until: str) -> bool:
    """Whether the former name is right: 原…, in a title, or in a sentence of a year when the organ stood."""
    text, start = letter.text, mention.start
    line = text.rfind("\n", 0, start) + 1
    if _HISTORY.search(text[max(line, start - 4) : start]) or text.count("《", line, start) > text.count(
        "》", line, start
    ):
        return True
    sentence = next((s for s in letter.statements if s.start <= start < s.end), None)
    years = [int(y) for y in _YEAR.findall(sentence.text)] if sentence else []
    return bool(years) and min(years) < int(until[:4])


@lru_cache(maxsize=1)
def _shortened(known: Gazetteer) -> Mapping[str, tuple[str, ...]]:
    """Every name with one character left out, to the names it may come from: two that share one differ by one edit."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in known.names:
        for at in range(len(name)):
            found[name[:at] + name[at + 1 :]].add(name)
    return {cut: tuple(sorted(names)) for cut, names in found.items()}


def _slips(letter: Letter, dossier: Dossier) -> Iterator[Finding]:
    told: set[int] = set()
    known = {mention.end: mention for mention in letter.organs}
    for match in _ENDING.finditer(letter.text):
        end = match.end()
        if end in told or (end in known and known[end].organ.place):
            continue
        found = _slip_at(letter, end, known.get(end))
        if found is None:
            continue
        span, names = found
        told.add(end)
        likely = [name for name in names if _heard(name, letter, dossier)]
        bare = span[1] - span[0] <= _BARE
        if not likely and len(names) > 1 and span[1] - span[0] <= _SHORT_NAME and not bare:
            continue  # a short name that is like several may be that of an organ nobody listed
        likely = likely or list(names)
        right = letter.text[span[0] : span[1]]
        yield offence(
            letter, _RULE, "W", f"没有叫“{right}”的机关，是否为{'、'.join(likely[:_MOST_SHOWN])}？", span,
            expected="、".join(likely[:_MOST_SHOWN]),
        )  # fmt: skip


def _slip_at(letter: Letter, end: int, known: OrganMention | None) -> tuple[Span, tuple[str, ...]] | None:
    """The longest name behind a place that ends here, is none, and is one character away from one."""
    text = letter.text
    for begin in range(max(0, end - _LONGEST), end - _SHORTEST + 1):
        place = _place_before(text, begin)
        if not place or (known is not None and begin >= known.start):
            continue
        stem = text[begin:end]
        if not stem.isalpha() or stem.endswith("分局") or stem in gazetteer().names or letter.is_open(begin, end):
            continue
        names = _near(stem)
        if names:
            return (begin - len(place), end), tuple(place + name for name in names)
    return None


def _place_before(text: str, end: int) -> str:
    for length in range(min(LONGEST_NAME, end), 0, -1):
        place = text[end - length : end]
        if place in region_names() or short_region(place):
            return place
    place = text[end - 1 : end]
    # 全市, 我市, 城市: the end of a word and no place.
    before = text[end - 2 : end - 1]
    return place if place in LEVELS and not before.strip("的由向与和及、，。：；在经（据请会同按对为\n 　") else ""


def _near(stem: str) -> tuple[str, ...]:
    """Names one character away that end alike."""
    cuts = _shortened(gazetteer())
    found = set(cuts.get(stem, ()))
    for at in range(len(stem)):
        cut = stem[:at] + stem[at + 1 :]
        if cut in gazetteer().names:
            found.add(cut)
        found.update(name for name in cuts.get(cut, ()) if len(name) == len(stem))
    near = {name for name in found if name[-1] == stem[-1] and _one_edit(stem, name)}
    return tuple(sorted(near))


def _one_edit(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _heard(name: str, letter: Letter, dossier: Dossier) -> bool:
    """Whether the case or an opinion names this organ, by its stem."""
    stem = name[-_SHORT_STEM:]
    texts = [dossier.case.text] if dossier.case else []
    texts += [opinion.document.text for opinion in dossier.opinions or ()]
    return any(stem in text for text in (letter.text, *texts))


def _cut_short(letter: Letter) -> Iterator[Finding]:
    """住房城乡建设厅、环境保护、商务厅: the middle one lacks 厅."""
    names = gazetteer().names
    for one, other in pairwise(letter.organs):
        match = _LIST_ITEM.fullmatch(letter.text, one.end, other.start)
        if match is None or match[1] in names:
            continue
        last = letter.text[one.end - 1]
        right = next((match[1] + s for s in (last, *_SUFFIXES) if match[1] + s in names), None)
        if right is not None:
            yield offence(
                letter, _RULE, "W", f"机关名称不全：“{match[1]}”应为“{right}”。", match.span(1), expected=right
            )  # fmt: skip


CHECKS = (Check(_RULE, named_right),)
