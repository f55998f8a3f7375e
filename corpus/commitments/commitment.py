"""A promise that a reply makes (domain brief §1.5, 承诺事项)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Commitment:
    """``sentence`` is ``text[start:end]`` of the text it was found in: a sentence, or its part between semicolons.

    ``measure`` is what is to be done, ``unit`` who is to do it as the text says (the issuer for 我局), ``cue`` the
    word that makes it a promise. ``deadline_text`` is the time as printed and ``deadline_date`` its last day (ISO),
    ``None`` where the words name no day (每季度). ``vague``: no time, and words such as 尽快 or 积极 in its stead.
    ``duty``: no time, and nothing but what the law obliges to anyway (我局将依法查处).
    ``suggestion`` is the id of the ask that it answers, where that is known.
    """

    sentence: str
    start: int
    end: int
    measure: str
    cue: str
    unit: str | None = None
    deadline_text: str | None = None
    deadline_date: str | None = None
    vague: bool = False
    duty: bool = False
    suggestion: str | None = None
