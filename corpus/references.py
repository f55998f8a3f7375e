"""References in official text: document numbers, standards, items, sessions, articles, dates and titles.

The grammar is data (``references.toml``); this module reads it and turns a match into a normal form. Every
reference keeps its exact span, so ``text[r.start:r.end] == r.raw``.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from corpus.claims import Claims
from corpus.document import Reference, ReferenceKind
from corpus.numerals import chinese_to_int
from corpus.sessions import find_sessions, session_value

_OLD_CENTURY = 1900


@cache
def _grammar() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def _compiled(kind: str) -> tuple[re.Pattern[str], ...]:
    entry = _grammar()[kind]
    return tuple(re.compile(p) for p in entry.get("patterns") or [entry["pattern"]])


def title_key(title: str) -> str:
    """Key under which two spellings of one title meet: NFKC, without quotation marks, punctuation and spaces."""
    folded = unicodedata.normalize("NFKC", title)
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "PZSC").casefold()


def normal_doc_number(text: str) -> str | None:
    """The first document number in ``text`` in its normal form ``机关代字〔年〕序号号``, or ``None``."""
    return next((r.value for r in _doc_numbers(text)), None)


def find_references(text: str) -> tuple[Reference, ...]:
    """Every reference in ``text``, ordered by position; kinds may nest (an article holds its title)."""
    found = [
        *_doc_numbers(text),
        *_orders(text),
        *_standards(text),
        *_items(text),
        *(Reference("session", m.raw, session_value(m.session), m.start, m.end) for m in find_sessions(text)),
        *_articles(text),
        *_titles(text),
        *_dates(text),
    ]
    return tuple(sorted(found, key=lambda r: (r.start, -r.end)))


def _reference(kind: ReferenceKind, text: str, value: str, start: int, end: int) -> Reference:
    return Reference(kind, text[start:end], value, start, end)


@cache
def _known_codes() -> tuple[str, ...]:
    return tuple(sorted(_grammar()["doc_number"]["codes"], key=len, reverse=True))


def _code_start(run: str) -> int:
    """Where the issuing organ's code begins in the run of characters before the bracket."""
    known = next((c for c in _known_codes() if run.endswith(c)), None)
    cut = max((run.rfind(cue) + len(cue) for cue in _grammar()["doc_number"]["cues"] if cue in run), default=0)
    if cut >= len(run):
        cut = 0
    return len(run) - len(known) if known and len(run) - len(known) >= cut else cut


def _doc_numbers(text: str) -> Iterator[Reference]:
    for match in _compiled("doc_number")[0].finditer(text):
        start = match.start() + _code_start(match["code"])
        code = text[start : match.start() + len(match["code"])]
        value = f"{code}〔{match['year']}〕{int(match['serial'])}号"
        yield _reference("doc_number", text, value, start, match.end())
    for match in _compiled("old_number")[0].finditer(text):
        value = f"{match['code']}〔{_OLD_CENTURY + int(match['year'])}〕{int(match['serial'])}号"
        yield _reference("doc_number", text, value, match.start(), match.end())


def _orders(text: str) -> Iterator[Reference]:
    for match in _compiled("order")[0].finditer(text):
        yield _reference("order", text, f"{match['organ']}第{int(match['serial'])}号", match.start(), match.end())


def _standards(text: str) -> Iterator[Reference]:
    for match in _compiled("standard")[0].finditer(text):
        code = re.sub(r"\s", "", match["code"]).replace("／", "/")
        year = f"—{match['year']}" if match["year"] else ""
        yield _reference("standard", text, f"{code} {match['number']}{year}", match.start(), match.end())


def _items(text: str) -> Iterator[Reference]:
    seen: set[int] = set()
    for pattern in _compiled("item_no"):
        for match in pattern.finditer(text):
            if match.start("number") not in seen:
                seen.add(match.start("number"))
                yield _reference("item_no", text, match["number"], match.start("number"), match.end("number"))


def _articles(text: str) -> Iterator[Reference]:
    for match in _compiled("article")[0].finditer(text):
        number = str(chinese_to_int(match["article"]))
        if match["sub"]:
            number += f"之{match['sub']}"
        parts = [str(chinese_to_int(match[g])) if match[g] else "-" for g in ("paragraph", "item")]
        value = f"{match['title']}#{number}.{'.'.join(parts)}"
        yield _reference("article", text, value, match.start(), match.end())


def _titles(text: str) -> Iterator[Reference]:
    for match in _compiled("title")[0].finditer(text):
        title = re.sub(r"\s+", "", match["title"])
        yield _reference("title", text, title, match.start(), match.end())


def _dates(text: str) -> Iterator[Reference]:
    claims = Claims()
    for pattern in _compiled("date"):
        for match in pattern.finditer(text):
            if claims.take(match.span()):
                yield _reference("date", text, _date_value(match.groupdict()), match.start(), match.end())


def _date_value(groups: dict[str, str | None]) -> str:
    """ISO with the precision known; a date without its year keeps ``--MM-DD`` (ISO 8601 truncated form)."""
    year, month, day = groups.get("year"), groups.get("month"), groups.get("day")
    if han := groups.get("han_year"):
        year = "".join(str(chinese_to_int(c)) if c not in "0Ｏ" else "0" for c in han)
        han_month, han_day = groups.get("han_month"), groups.get("han_day")
        month = str(chinese_to_int(han_month)) if han_month else None
        day = str(chinese_to_int(han_day)) if han_day else None
    parts = [year or "-"] + [f"{int(p):02}" for p in (month, day) if p]
    return "-".join(parts)
