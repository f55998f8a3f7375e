"""How a long step tells where it stands."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the step (Chinese, ready to show), how much is done and how much there is in all."""


def silent(step: str, done: int, total: int) -> None:
    """The progress that nobody watches."""
