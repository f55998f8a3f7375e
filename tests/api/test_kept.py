"""Computed values kept: bounded, made once, nothing left by a failure."""

import threading

import pytest

from api.services.kept import Kept


def test_the_longest_unused_goes_first() -> None:
    kept, made = Kept(2), []

    def make(key: str) -> str:
        made.append(key)
        return key

    for key in ("a", "b", "a", "c", "a", "b"):
        assert kept.get(key, lambda key=key: make(key)) == key  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]
    kept.clear()
    assert kept.get("b", lambda: make("b")) == "b" and made[-1] == "b" and len(made) == 5


def test_who_asks_meanwhile_waits() -> None:
    kept, begun, go_on, made = Kept(2), threading.Event(), threading.Event(), []

    def slowly() -> int:
        begun.set()
        assert go_on.wait(10)
        made.append(1)
        return len(made)

    found: list[int] = []
    first = threading.Thread(target=lambda: found.append(kept.get("k", slowly)))
    first.start()
    assert begun.wait(10)
    others = [threading.Thread(target=lambda: found.append(kept.get("k", slowly))) for _ in range(5)]
    for one in others:
        one.start()
    assert kept.get("other", lambda: 7) == 7  # another key does not wait
    go_on.set()
    for one in (first, *others):
        one.join(10)
    assert found == [1] * 6 and made == [1]


def test_a_failure_is_told_and_not_kept() -> None:
    kept = Kept(2)

    def fail() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept.get("k", fail)
    assert kept.get("k", lambda: 3) == 3
