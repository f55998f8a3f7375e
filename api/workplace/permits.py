"""Who may do what: roles and actions from ``permits.toml``, offices compared as organs are."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.errors import Refused
from corpus.offices.organs import same_organ
from retrieval.filters import Reader

EVERYWHERE, OWN = "all", "own"
# What may be done with a token that only reads.
READING = frozenset(
    ("search", "document.read", "case.read", "draft.read", "letter.check", "statistics", "rule.read", "organ.read")
)


@dataclass(frozen=True, slots=True)
class User:
    """``office`` is the organ or section the user works for; ``entitled`` users see protected papers of any office.

    ``reads_only`` is set for one who came with a reading token.
    """

    id: int
    login: str
    name: str
    office: str
    roles: frozenset[str]
    entitled: bool
    active: bool
    reads_only: bool = False


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def role_names() -> dict[str, str]:
    """Every role with its Chinese name."""
    return dict(_data()["role"])


def actions() -> tuple[str, ...]:
    return tuple(_data()["action"])


def scope(user: User, action: str) -> str | None:
    """``all``, ``own`` or ``None``: the widest that any of the user's roles gives; an unknown action is an error."""
    granted = {given for role, given in _data()["action"][action].items() if role in user.roles}
    if not user.active or (user.reads_only and action not in READING):
        return None
    return EVERYWHERE if EVERYWHERE in granted else OWN if OWN in granted else None


def may(user: User, action: str, office: str | None = None) -> bool:
    """Whether ``user`` may do ``action`` with something of ``office`` (``None``: it belongs to no office)."""
    granted = scope(user, action)
    return granted == EVERYWHERE or (granted == OWN and (office is None or at_home(user, office)))


def require(user: User, action: str, office: str | None = None) -> None:
    """Raises :class:`Refused` where :func:`may` says no."""
    if not may(user, action, office):
        raise Refused("您没有进行此项操作的权限。如确有需要，请联系管理员。")


def at_home(user: User, office: str) -> bool:
    """Whether ``office`` is the user's own."""
    return bool(office) and (office == user.office or same_organ(office, user.office))


def reader(user: User) -> Reader:
    """The user as search knows readers."""
    return Reader(user.office, user.entitled)
