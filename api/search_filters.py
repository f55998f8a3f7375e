"""What a search may be asked for, checked before it is run."""

from retrieval.filters import Filters, check_filters

MOST_HITS = 200


def search_filters(
    kind: str | None = None, issuer: str | None = None, year: int | None = None, disclosure: str | None = None
) -> Filters:
    """One value of each at most; raises :class:`UnusableInput` for a kind or disclosure that does not exist."""
    filters = Filters(
        kind=(kind,) if kind else (),
        issuer=(issuer,) if issuer else (),
        year=(year,) if year is not None else (),
        disclosure=(disclosure,) if disclosure else (),
    )
    check_filters(filters)
    return filters
