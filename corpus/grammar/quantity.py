"""A quantity and its normal form."""

from dataclasses import dataclass

MULTIPLIERS = {
    "十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7,
    "亿": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """``value`` in ``unit`` with multipliers worked out; ``low`` is the lower end of a range; ``unit`` is empty after a
    bare 万 or 亿. ``rough``: 余, 多, 约, 以上 and their like stand in it or beside it."""

    value: float
    unit: str
    rough: bool
    low: float | None = None

    @property
    def normal(self) -> str:
        """``27790000000000 元``, ``~15000 件``, ``3-5 年``, ``50 %``."""
        ends = number_text(self.value) if self.low is None else f"{number_text(self.low)}-{number_text(self.value)}"
        return f"{'~' if self.rough else ''}{ends} {self.unit}".rstrip()


def quantity_of(value: str) -> Quantity:
    """The quantity of a normal form, see :attr:`Quantity.normal`; a fraction (2/3) is worked out.

    Raises :class:`ValueError` on anything else.
    """
    rough, rest = value.startswith("~"), value.removeprefix("~")
    printed, _, unit = rest.partition(" ")
    if "/" in printed:
        part, _, whole = printed.partition("/")
        return Quantity(float(part) / float(whole), unit, rough)
    low, _, high = printed.rpartition("-")
    return Quantity(float(high), unit, rough, float(low) if low else None)


def number_text(value: float) -> str:
    """Without exponent and without a superfluous fraction: 27790000000000, 95.6."""
    rounded = round(value, 6)
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded:.6f}".rstrip("0")
