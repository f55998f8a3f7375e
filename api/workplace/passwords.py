"""Passwords (argon2id, RFC 9106 with argon2-cffi's parameters) and the random keys of sessions and tokens."""

import secrets
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from corpus.errors import UnusableInput

SHORTEST = 10
LONGEST = 200
_HASHER = PasswordHasher()
# Checked in place of the password of someone who does not exist, so that both refusals take as long.
_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))


def hashed(password: str, login: str = "") -> str:
    """The hash to store. Raises :class:`UnusableInput` for a password that is too easy."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UnusableInput(f"密码请用 {SHORTEST} 至 {LONGEST} 个字符。")
    if len(set(password)) < 5 or (login and login.lower() in password.lower()):
        raise UnusableInput("密码过于简单：请不要包含登录名，并至少使用五种不同的字符。")
    return _HASHER.hash(password)


def fits(password: str, stored: str | None) -> bool:
    """Whether ``password`` is the one stored; takes as long where there is none."""
    try:
        return _HASHER.verify(stored or _NOBODY, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def new_key() -> str:
    """256 random bits, safe in a URL and in a cookie."""
    return secrets.token_urlsafe(32)


def key_hash(key: str) -> str:
    """What is stored of a key: whoever reads the database cannot sign in with it."""
    return sha256(key.encode()).hexdigest()
