import pytest

from corpus.grammar.amounts import Amount, amount


@pytest.mark.parametrize(
    ("numeral", "expected"),
    [
        ("三十二", Amount(32)),
        ("一百五", Amount(150)),
        ("十二万三千", Amount(123_000)),
        ("一亿零三百万", Amount(103_000_000)),
        ("几十", Amount(10, rough=True)),
        ("十几", Amount(10, rough=True)),
        ("三十几", Amount(30, rough=True)),
        ("七八十", Amount(80, low=70, rough=True)),
        ("十七八", Amount(18, low=17, rough=True)),
        ("三五百", Amount(500, low=300, rough=True)),
        ("百", Amount(100, scale=True)),
        ("半", Amount(0.5)),
        ("几", None),
        ("一三", None),
        ("九九", None),
        ("万万", None),
        ("零", None),
    ],
)
def test_amounts(numeral: str, expected: Amount | None) -> None:
    assert amount(numeral) == expected
