"""Bar charts as SVG that a screen reader can read: a title, a description, and every value as text."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from api.services.statistics import Count

_WIDTH, _ROW, _LABEL, _GAP = 560, 28, 190, 8
_LONGEST_LABEL = 14


def bars(title: str, counts: Sequence[Count], kind: str = "plain") -> Markup:
    """Horizontal bars, one a value; ``kind`` is the class its style hangs on. Nothing where there is nothing."""
    if not counts:
        return Markup('<p class="quiet">还没有数据。</p>')
    most = max(count.number for count in counts) or 1
    height = _ROW * len(counts) + _GAP
    told = "，".join(f"{count.name} {count.number}" for count in counts)
    rows = Markup("").join(_row(at, count, most) for at, count in enumerate(counts))
    return Markup(
        '<svg class="chart chart-{}" viewBox="0 0 {} {}" role="img" aria-label="{}：{}" '
        'preserveAspectRatio="xMinYMin meet"><title>{}</title>{}</svg>'
    ).format(kind, _WIDTH, height, title, told, title, rows)


def _row(at: int, count: Count, most: int) -> Markup:
    top = at * _ROW + _GAP
    width = max(2, round((_WIDTH - _LABEL - 60) * count.number / most))
    label = count.name if len(count.name) <= _LONGEST_LABEL else count.name[: _LONGEST_LABEL - 1] + "…"
    return Markup(
        '<g><text x="{}" y="{}" text-anchor="end" class="label">{}</text>'
        '<rect x="{}" y="{}" width="{}" height="{}" rx="3"></rect>'
        '<text x="{}" y="{}" class="value">{}</text></g>'
    ).format(
        _LABEL - 10, top + 14, escape(label), _LABEL, top, width, _ROW - 10, _LABEL + width + 8, top + 14, count.number
    )
