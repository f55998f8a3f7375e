"""The errors dafu raises on purpose. They share one base and are mapped to exit codes once, in ``api``."""


class DafuError(Exception):
    """A failure the user can act on.

    ``message`` is shown as it stands (Chinese, one or two sentences): it names the file or value, the place in
    it where that is known, and what to do next.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UnusableInput(DafuError):
    """The input cannot be read or is not what the command needs (exit code 2)."""


class Refused(DafuError):
    """A check or a permission forbids what was asked (exit code 4)."""


class NotFound(UnusableInput):
    """A document, rule or case that was named does not exist in the workspace (exit code 2)."""


class DamagedIndex(DafuError):
    """A snapshot on disk fails its checksums or belongs to another encoder; it must be rebuilt, never served."""
