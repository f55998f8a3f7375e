"""A few computed values kept for the next time: bounded, the longest unused go first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """At most ``most`` values by key. Two threads that ask for a new key at once may both compute it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._values: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of ``key``; made by ``make`` where it is not kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                held: T = self._values[key]
                return held
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value
