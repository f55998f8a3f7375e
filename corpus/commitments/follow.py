"""What later papers of the same unit say of a promise: proposals for its status, for an officer to accept."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.cases.likeness import bigrams, held, rarity
from corpus.commitments.commitment import Commitment
from corpus.commitments.find import find_commitments
from corpus.commitments.stored import Status, StoredCommitment
from corpus.document import Document
from corpus.structure.lines import Line, sentences

# A sentence reports on a promise where it holds this share, by weight, of the promise's character pairs: less is
# asked of a letter on the same item, which speaks of nothing else.
_SAME_ITEM, _OTHER = 0.34, 0.36
# Another letter of the unit must take up a phrase of this length besides: general words make no report.
_PHRASE = 5
_SHORTEST = 10
_FEWEST_PAIRS = 5
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NUMBERS = re.compile(r"[\d.%％〔〕]+")


@dataclass(frozen=True, slots=True)
class Report:
    """A sentence that reports on a promise, and the status it speaks for. ``start``/``end`` are offsets into the text
    of ``document`` (its id); ``same_item`` where that answers the same item; ``score`` is the likeness, 0…1."""

    status: Status
    text: str
    document: str
    doc_number: str | None
    date: str | None
    start: int
    end: int
    same_item: bool
    score: float


@dataclass(frozen=True, slots=True)
class _Said:
    start: int
    end: int
    text: str
    bag: frozenset[str]
    phrases: frozenset[str]


@dataclass(frozen=True, slots=True)
class LaterPaper:
    """A later reply or summary, cut into sentences once for all promises; see :func:`later_paper`."""

    id: str
    doc_number: str | None
    date: str | None
    item: str | None
    said: tuple[_Said, ...]


def later_paper(id: str, document: Document, item: str | None) -> LaterPaper:
    """``document`` as something that may report on promises; what it promises itself reports on nothing."""
    # 已列入明年计划 promises and reports at once.
    found = find_commitments(document.text, document.date, document.issuer)
    promised = [one for one in found if not one.cue.startswith(("列入", "纳入"))]
    said = tuple(
        _Said(s.start, s.end, s.text, frozenset(bigrams(_plain(s.text))), _phrases(s.text))
        for s in sentences(document.text)
        if len(s.text) >= _SHORTEST and sum(_shared(s, p) for p in promised) * 2 < s.end - s.start
    )
    return LaterPaper(id, document.doc_number, document.date, item, said)


def reports(one: StoredCommitment, papers: Iterable[LaterPaper], most: int = 3) -> tuple[Report, ...]:
    """What ``papers`` dated after the promise say of it: the likeliest first, at most ``most``."""
    wanted = frozenset(bigrams(_plain(f"{one.measure}，{one.sentence}")))
    if len(wanted) < _FEWEST_PAIRS:
        return ()
    later = (paper for paper in papers if _is_later(paper, one))
    found = [report for paper in later for report in _in_paper(one, wanted, paper)]
    found.sort(key=lambda report: (report.same_item, report.score), reverse=True)
    return tuple(found[:most])


def _is_later(paper: LaterPaper, one: StoredCommitment) -> bool:
    return paper.id != one.document and (one.reply_date is None or (paper.date or "") > one.reply_date)


def _in_paper(one: StoredCommitment, wanted: frozenset[str], paper: LaterPaper) -> Sequence[Report]:
    same = one.case_no is not None and one.case_no == paper.item
    least = _SAME_ITEM if same else _OTHER
    weight = rarity([said.bag for said in paper.said])
    phrases = frozenset() if same else _phrases(one.sentence)
    found = []
    for said in paper.said:
        if not same and phrases.isdisjoint(said.phrases):
            continue
        score = held(wanted, said.bag, weight)
        status = _status(said.text) if score >= least else None
        if status is not None:
            place = (paper.id, paper.doc_number, paper.date, said.start, said.end)
            found.append(Report(status, said.text, *place, same_item=same, score=score))
    return found


def _status(text: str) -> Status | None:
    return next((status for status, cue in _cues().items() if cue.search(text)), None)


@cache
def _cues() -> dict[Status, re.Pattern[str]]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {status: re.compile("|".join(entry["patterns"])) for status, entry in data.items()}  # type: ignore[misc]


def _phrases(text: str) -> frozenset[str]:
    runs = _HAN.findall(_plain(text))
    return frozenset(run[at : at + _PHRASE] for run in runs for at in range(len(run) - _PHRASE + 1))


def _shared(sentence: Line, promise: Commitment) -> int:
    return max(0, min(sentence.end, promise.end) - max(sentence.start, promise.start))


def _plain(text: str) -> str:
    """Without numbers, which are what a report tells anew."""
    return _NUMBERS.sub("，", text)
