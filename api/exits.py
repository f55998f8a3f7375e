"""Domain errors as exit codes, in one place (command contract)."""

from enum import IntEnum

from corpus.errors import DafuError, Refused


class Exit(IntEnum):
    """``DEFECT`` is for what should not happen: a fault of the program, logged with its traceback."""

    DONE = 0
    DEFECT = 1
    UNUSABLE = 2
    PARTLY = 3
    REFUSED = 4
    INTERRUPTED = 130


def exit_for(error: DafuError) -> Exit:
    """Every failure the user can act on is 2, a refusal by a check or a permission 4."""
    return Exit.REFUSED if isinstance(error, Refused) else Exit.UNUSABLE
