"""One's own account."""

from api.services.office import Office
from api.workplace.accounts import change
from api.workplace.permits import User
from api.workplace.sign_in import require_password
from corpus.errors import UnusableInput


def change_password(office: Office, user: User, old: str, new: str, again: str) -> None:
    """Give the user a new password and sign it out everywhere. Raises :class:`UnusableInput` where the old one is
    wrong or the new ones differ."""
    require_password(office.engine, user, old)
    if new != again:
        raise UnusableInput("两次输入的新密码不一致。")
    change(office.engine, user.login, user.login, password=new)
