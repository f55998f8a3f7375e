"""What several checks of one letter ask for, worked out once."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def once(function: Callable[P, R]) -> Callable[P, R]:
    """``function``, whose last result is kept for the very same arguments.

    Arguments are told by identity: a letter is too large to be compared. A race between threads only costs a second
    reckoning, for a result is put in place whole.
    """
    last: list[tuple[tuple[object, ...], R]] = []

    @wraps(function)
    def kept(*args: P.args, **kwargs: P.kwargs) -> R:
        given = (*args, *kwargs.values())
        for known, result in list(last):
            if len(known) == len(given) and all(a is b for a, b in zip(known, given, strict=True)):
                return result
        result = function(*args, **kwargs)
        last[:] = [(given, result)]
        return result

    return kept
