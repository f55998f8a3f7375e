"""The formula that makes one relevance of what is known of a candidate."""

import numpy as np
import pytest

from index.dense import Spread
from retrieval.fuse import SIGNS, Weights, fusion, length_of, score, weights_for
from retrieval.leg_kernels import describe
from retrieval.legs import background


def values(*given: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(given, np.float32)


def relevance(length: float, **given: float) -> float:
    """That of one candidate whose signs these are; roots and logarithms are undone first."""
    sign = {name: given.get(name, 0.0) for name in SIGNS}
    shared = np.array([[sign["words"] ** 2], [sign["bigrams"] ** 2], *([sign[name]] for name in SIGNS[4:8])], "f4")
    signs, found = describe(
        shared, values(np.expm1(sign["size"])), np.zeros(1, np.int64), values(sign["meaning"]), values(sign["adapted"]),
        0.0, 1.0, *weights_for(length),
    )  # fmt: skip
    assert signs[0] == pytest.approx([sign[name] for name in SIGNS], rel=1e-4, nan_ok=True)
    return float(found[0])


def expected(weights: Weights, long: float, **given: float) -> float:
    """The sum written out."""
    total = float(weights.constant[0] + long * weights.constant[1])
    for at, name in enumerate(SIGNS):
        total += given.get(name, 0.0) * float(weights.signs[0, at] + long * weights.signs[1, at])
    return total


@pytest.mark.parametrize("length", [0.0, 0.4, 1.0])
def test_relevance_is_the_weighted_sum(length: float) -> None:
    given = {"meaning": 2.0, "adapted": 0.3, "words": 0.5, "held_bigrams": 0.7, "size": 4.0}
    assert relevance(length, **given) == pytest.approx(expected(fusion().adapted, length, **given), rel=1e-4)


def test_with_an_unknown_encoder_the_plain_weights_hold() -> None:
    given = {"meaning": 2.0, "words": 0.5, "lead_words": 0.2, "size": 4.0}
    got = relevance(0.5, adapted=np.nan, **given)
    assert got == pytest.approx(expected(fusion().plain, 0.5, **given), rel=1e-4)


def test_a_passage_without_vector_is_judged_by_its_words_alone() -> None:
    given = {"words": 0.5, "held_words": 0.6, "size": 4.0}
    got = relevance(0.0, meaning=np.nan, adapted=np.nan, **given)
    assert got == pytest.approx(expected(fusion().lexical, 0.0, **given), rel=1e-4)


def test_nothing_learned_needs_a_sign_that_is_not_there() -> None:
    settings, meaning, adapted = fusion(), SIGNS.index("meaning"), SIGNS.index("adapted")
    assert not settings.plain.signs[:, adapted].any()
    assert not settings.lexical.signs[:, [meaning, adapted]].any()


def test_length_runs_from_a_topic_to_a_whole_message() -> None:
    assert length_of("加装电梯") == 0
    assert length_of("电" * 2000) == 1
    assert 0 < length_of("电" * 80) < 1


def spread(vectors: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> Spread:
    upper = np.cov(vectors.T, bias=True)[np.triu_indices(vectors.shape[1])].astype(np.float32)
    return Spread(len(vectors), vectors.mean(0), upper, 1.0)


def test_the_background_is_that_of_the_cosines_of_all_samples() -> None:
    random = np.random.default_rng(1)
    parts = [random.normal(middle, 0.2, (count, 8)).astype(np.float32) for middle, count in ((0.3, 50), (0.1, 20))]
    query = random.normal(size=8).astype(np.float32)
    cosines = np.concatenate(parts) @ query
    assert background([spread(part) for part in parts], query) == pytest.approx(
        (cosines.mean(), cosines.std()), rel=1e-3
    )


def test_equal_passages_deviate_by_the_least_there_is() -> None:
    same = np.full((3, 4), 0.5, np.float32)
    assert background([spread(same)], same[0]) == pytest.approx((1.0, fusion().least_deviation))


def test_scores_rise_with_relevance_within_bounds() -> None:
    relevances = np.linspace(-1000, 1000, 50).tolist()
    line, named = ([score(value, named) for value in relevances] for named in (False, True))
    assert line == sorted(line) and named == sorted(named)
    assert line[0] >= 0 and line[-1] <= named[0] + 1e-6 and named[-1] <= 1


def test_the_middle_is_half_way() -> None:
    assert score(fusion().middle, False) == pytest.approx(fusion().named_from / 2)
