"""How a long step tells where it stands."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the step (Chinese, ready to show), how much is done and how much there is in all."""


def silent(step: str, done: int, total: int) -> None:
    """The progress that nobody watches."""


def long_steps(progress: Progress, least: int) -> Progress:
    """``progress`` told of steps of at least ``least`` parts alone: within a long step the short ones only distract."""

    def told(step: str, done: int, total: int) -> None:
        if total >= least:
            progress(step, done, total)

    return told
