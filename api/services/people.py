"""The users, for those who administer them, and the trail."""

from api.services.office import Office
from api.workplace import accounts, trail
from api.workplace.accounts import NewUser
from api.workplace.permits import User, require
from api.workplace.trail import Entry, Verdict

PAGE = 50


def everyone(office: Office, user: User) -> list[User]:
    require(user, "user.edit")
    return accounts.everyone(office.engine)


def added(office: Office, user: User, new: NewUser) -> User:
    """A new user. Raises :class:`UnusableInput`."""
    require(user, "user.edit")
    return accounts.add(office.engine, new, user.login)


def changed(office: Office, user: User, login: str, /, **changes: object) -> User:
    """The user with other values (``accounts.change``)."""
    require(user, "user.edit")
    return accounts.change(office.engine, login, user.login, **changes)


def entries(
    office: Office, user: User, subject: str | None, login: str | None, before: int | None, most: int = PAGE
) -> list[Entry]:
    """The latest entries of the trail, newest first."""
    require(user, "audit.read")
    return trail.entries(office.engine, subject, login, before, most)


def verified(office: Office, user: User) -> Verdict:
    """Whether nobody has touched the trail."""
    require(user, "audit.read")
    return trail.verify(office.engine)
