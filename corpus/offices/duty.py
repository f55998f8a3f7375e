"""The value of one duty: who leads and who takes part in a task."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Respelt:
    """A unit's name as ``printed`` and the ``name`` given for it: another spelling of it, or one put right."""

    printed: str
    name: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Who leads and who takes part in a task. ``start``/``end`` span the row or sentence that says so.

    ``deadline`` is as printed (``2025年6月底前``). ``respelt`` names every unit that is printed in another way.
    """

    task: str
    leads: tuple[str, ...]
    participants: tuple[str, ...]
    deadline: str | None
    start: int
    end: int
    respelt: tuple[Respelt, ...] = ()
