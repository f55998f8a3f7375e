"""What a search may be asked for, checked before it is run."""

from datetime import date

from corpus.errors import UnusableInput
from retrieval.filters import Filters, check_filters

MOST_HITS = 200


def search_filters(
    kind: str | None = None,
    issuer: str | None = None,
    year: int | None = None,
    disclosure: str | None = None,
    *,
    region: str | None = None,
    mark: str | None = None,
    since: int | None = None,
    until: int | None = None,
    status: str | None = None,
    on: str | None = None,
) -> Filters:
    """One value of each at most; ``status`` is that of rules on the ISO day ``on``, today where none is given.

    Raises :class:`UnusableInput` for a value that does not exist.
    """
    filters = Filters(
        kind=(kind,) if kind else (),
        issuer=(issuer,) if issuer else (),
        year=(year,) if year is not None else (),
        disclosure=(disclosure,) if disclosure else (),
        region=(region,) if region else (),
        marks=(mark.strip().upper().removesuffix("类"),) if mark else (),
        since=since,
        until=until,
        status=(status,) if status else (),
        on=_day(on) if on else date.today().isoformat() if status else None,
    )
    check_filters(filters)
    return filters


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise UnusableInput(f"日期“{given}”无法识别，请写成 2025-06-01 的样子。") from None
