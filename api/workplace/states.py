"""The states of cases and drafts and what may follow what (``states.toml``)."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from corpus.errors import UnusableInput

Kind = Literal["case", "draft"]


@cache
def _data() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def states(kind: Kind) -> tuple[str, ...]:
    """All states in the order of a life."""
    return tuple(_data()[kind])


def first(kind: Kind) -> str:
    return states(kind)[0]


def following(kind: Kind, state: str) -> tuple[str, ...]:
    return tuple(_data()[kind][state]["next"])


def clock_runs(state: str) -> bool:
    """Whether the deadline of a case in ``state`` still matters."""
    return not _data()["case"][state].get("done", False)


def require_step(kind: Kind, state: str, new: str) -> None:
    """Raises :class:`UnusableInput` where ``new`` may not follow ``state``; staying is always possible."""
    if new not in _data()[kind]:
        raise UnusableInput(f"没有“{new}”这种状态，可选：{'、'.join(states(kind))}。")
    if new != state and new not in following(kind, state):
        allowed = "、".join(following(kind, state))
        raise UnusableInput(f"“{state}”之后不能直接转为“{new}”，可以转为：{allowed}。")
