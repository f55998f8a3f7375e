from hypothesis import given
from hypothesis import strategies as st

from corpus.grammar.claims import Claims

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1])))


def test_what_is_taken_is_not_taken_again() -> None:
    claims = Claims()
    assert claims.take((5, 9))
    assert not claims.take((8, 12))
    assert not claims.take((6, 7))
    assert not claims.take((0, 20))
    assert claims.take((9, 12))
    assert claims.take((0, 5))


@given(SPANS)
def test_claims_agree_with_a_set_of_positions(spans: list[tuple[int, int]]) -> None:
    claims, taken = Claims(), set[int]()
    for span in spans:
        free = taken.isdisjoint(range(*span))
        assert claims.take(span) is free
        if free:
            taken.update(range(*span))
