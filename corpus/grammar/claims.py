"""Which stretches of a text are already taken, when patterns are tried one after another."""


class Claims:
    """Non-overlapping spans of one text: a byte a character, so that a claim costs only its own length."""

    def __init__(self) -> None:
        self._taken = bytearray()

    def take(self, span: tuple[int, int]) -> bool:
        """Claim ``span`` and return ``True``, or return ``False`` where it overlaps one already claimed."""
        start, end = span
        if self._taken.find(1, start, end) >= 0:
            return False
        if end > len(self._taken):
            self._taken.extend(bytes(max(end, 2 * len(self._taken)) - len(self._taken)))
        self._taken[start:end] = b"\1" * (end - start)
        return True
