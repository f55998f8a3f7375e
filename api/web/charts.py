"""Bar charts as SVG that a screen reader can read: a title, a description, and every value as text."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from api.services.statistics import Count

_ROW, _BAR, _BASELINE = 40, 10, 14


def bars(title: str, counts: Sequence[Count], kind: str = "plain") -> Markup:
    """Horizontal bars below their names; ``kind`` is the class its style hangs on. Nothing where there is nothing.

    Lengths are in percent, heights in pixels: the chart is as wide as its place and its letters stay readable.
    """
    if not counts:
        return Markup('<p class="quiet">还没有数据。</p>')
    most = max(count.number for count in counts) or 1
    told = "，".join(f"{count.name} {count.number}" for count in counts)
    rows = Markup("").join(_row(at * _ROW, count, most) for at, count in enumerate(counts))
    return Markup(
        '<svg class="chart chart-{}" width="100%" height="{}" role="img" aria-label="{}：{}"><title>{}</title>{}</svg>'
    ).format(kind, _ROW * len(counts), title, told, title, rows)


def _row(top: int, count: Count, most: int) -> Markup:
    return Markup(
        '<g><text x="0" y="{}" class="label">{}</text><text x="100%" y="{}" text-anchor="end" class="value">{}</text>'
        '<rect x="0" y="{}" width="100%" height="{}" rx="5" class="track"></rect>'
        '<rect x="0" y="{}" width="{}%" height="{}" rx="5"></rect></g>'
    ).format(
        top + _BASELINE, escape(count.name), top + _BASELINE, count.number,
        top + 20, _BAR, top + 20, max(1, round(100 * count.number / most)), _BAR,
    )  # fmt: skip
