"""What a sentence says around a figure: as of when it holds, on whose word, and of whom or where."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.document import Reference
from corpus.offices.organs import OrganMention

_FULL_YEAR = re.compile(r"\d{4}")
_LATER = re.compile(r"\s*(?:年底|月底|底|末)?\s*(?:之前|以前|前)")


@cache
def words(table: str, name: str) -> re.Pattern[str]:
    """A pattern of ``metrics.toml``; ``table`` is empty for those at its top."""
    data = tomllib.loads(Path(__file__).with_name("metrics.toml").read_text("utf-8"))
    value = (data[table] if table else data)[name]
    return re.compile("|".join(map(re.escape, value)) if isinstance(value, list) else value)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Dates and organs of a text in order, with the document's own date (ISO, any precision) where it is known."""

    text: str
    dates: tuple[Reference, ...]
    organs: tuple[OrganMention, ...]
    document_date: str | None

    def as_of(self, start: int, at: int) -> str | None:
        """The date, period (``2025-H1``, ``2019/2021``) or year that holds for a figure at ``at``.

        That of 截至…, else the nearest before it in its sentence, which begins at ``start``; ``None`` where none is
        named or its year is not certain.
        """
        cue, value = -1, None
        for date in self.dates_between(start, at):
            resolved = self._dated(date, start)
            if resolved is not None and date.start > cue:
                cue, value = date.start, resolved
                if words("as_of", "until").search(self.text, max(start, date.start - 3), date.start):
                    return value  # 截至2025年6月底 holds, whatever 现有 follows
        for name in ("now", "this_year", "last_year", "half", "quarter", "month"):
            for match in words("as_of", name).finditer(self.text, start, at):
                resolved = self._relative(name, match.group())
                if resolved is not None and match.start() > cue and not self._dated_at(match.start(), match.end()):
                    cue, value = match.start(), resolved
        return value

    def dates_between(self, start: int, end: int) -> Sequence[Reference]:
        """The dates that begin within ``start:end``."""
        first = bisect_right(self.dates, start - 1, key=lambda date: date.start)
        last = bisect_right(self.dates, end - 1, key=lambda date: date.start)
        return self.dates[first:last]

    def _dated_at(self, start: int, end: int) -> bool:
        """Whether the words are part of a printed date (2025年上半年)."""
        return any(date.start < end and start < date.end for date in self.dates_between(max(0, start - 12), end))

    def _dated(self, date: Reference, start: int) -> str | None:
        """The date with its year: as printed, of a date before it in the sentence, or the document's."""
        if not date.value.startswith("-"):
            return date.value
        earlier = [d for d in self.dates_between(start, date.start) if _FULL_YEAR.match(d.value)]
        if earlier:
            return earlier[-1].value[:4] + date.value[1:]
        if self.document_date is None:
            return None
        guess = self.document_date[:4] + date.value[1:]
        known = guess[: len(self.document_date)] <= self.document_date[: len(guess)]
        return guess if known or _LATER.match(self.text, date.end) else None

    def _relative(self, name: str, word: str) -> str | None:
        if self.document_date is None:
            return None
        year = self.document_date[:4]
        if name == "now":
            return self.document_date
        if name == "last_year":
            return str(int(year) - 1)
        if name == "half":
            return f"{year}-H{1 if word.startswith('上') else 2}"
        if name == "quarter":
            quarter = "一二三四".find(word.strip("第前季度")) + 1 or int(word.strip("第前季度"))
            return f"{year}-Q{quarter}"
        return self.document_date[:7] if name == "month" else year

    def source(self, start: int, end: int) -> str | None:
        """Whose word it is (据市统计局统计); ``None`` for the document's own."""
        for match in words("source", "pattern").finditer(self.text, start, end):
            if not words("source", "self").match(match["who"]):
                return match["who"]
        return None

    def subject(self, start: int, at: int) -> str | None:
        """The place or unit nearest before the figure in its sentence (全市, 我局, 东莞市财政局)."""
        found: tuple[int, str] | None = None
        for match in words("subject", "pattern").finditer(self.text, start, at):
            found = (match.start(), match.group())
        last = bisect_right(self.organs, at - 1, key=lambda mention: mention.start) - 1
        if last >= 0 and self.organs[last].start >= start:
            mention = self.organs[last]
            if found is None or mention.start > found[0]:
                found = (mention.start, mention.organ.name)
        return found[1] if found else None
