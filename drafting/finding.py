"""What a check found (审核意见)."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["阻断", "提醒", "提示"]


@dataclass(frozen=True, slots=True)
class Finding:
    """``rule`` is R01…R35 of the review catalogue; ``start``/``end`` are offsets into the draft's text, or ``None``
    where the finding has no place in it."""

    rule: str
    severity: Severity
    message: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    expected: str | None = None
    source: str | None = None
