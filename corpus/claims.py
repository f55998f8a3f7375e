"""Which stretches of a text are already taken, when patterns are tried one after another."""

from bisect import bisect_right, insort


class Claims:
    """Non-overlapping spans, kept sorted so that a look-up takes logarithmic time."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def take(self, span: tuple[int, int]) -> bool:
        """Claim ``span`` and return ``True``, or return ``False`` where it overlaps one already claimed."""
        at = bisect_right(self._spans, span)
        before = at > 0 and self._spans[at - 1][1] > span[0]
        after = at < len(self._spans) and self._spans[at][0] < span[1]
        if before or after:
            return False
        insort(self._spans, span)
        return True
