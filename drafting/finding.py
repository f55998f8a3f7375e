"""What a check found (审核意见)."""

from dataclasses import dataclass
from typing import Literal

# B blocks signing, W is a warning, I information (domain brief §5).
Severity = Literal["B", "W", "I"]
SEVERITY_NAMES: dict[Severity, str] = {"B": "阻断", "W": "提醒", "I": "提示"}


@dataclass(frozen=True, slots=True)
class Mend:
    """A correction that is certain: ``text[start:end]`` becomes ``replacement``."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Finding:
    """``rule`` is R01…R35 of the review catalogue; ``start``/``end`` are offsets into the letter's text, or ``None``
    where the finding has no place in it. ``expected`` is what should stand there, as far as it is known; ``source``
    the document (id, ``case`` or ``opinion:N``) that says so; ``mend`` is given only where the correction is certain.
    """

    rule: str
    severity: Severity
    message: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    expected: str | None = None
    source: str | None = None
    mend: Mend | None = None
