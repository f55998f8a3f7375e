"""Domain errors as HTTP answers, in one place: JSON for the interface, a page for people."""

from corpus.errors import DafuError, DamagedIndex, NotFound, Refused


def status_for(error: DafuError) -> int:
    """404 for what is not there, 403 for a refusal, 503 for an index that must be rebuilt, else 422."""
    if isinstance(error, NotFound):
        return 404
    if isinstance(error, Refused):
        return 403
    return 503 if isinstance(error, DamagedIndex) else 422
