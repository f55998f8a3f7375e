"""The formula that makes one relevance of what is known of a candidate."""

import numpy as np
import pytest

from retrieval.fuse import SIGNS, Weights, fusion, length_of, relevance, scores, standing_out


def values(*given: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(given, np.float32)


def one(**given: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.array([[given.get(name, 0.0) for name in SIGNS]], np.float32)


def expected(weights: Weights, long: float, **given: float) -> float:
    """The sum written out."""
    total = float(weights.constant[0] + long * weights.constant[1])
    for at, name in enumerate(SIGNS):
        total += given.get(name, 0.0) * float(weights.signs[0, at] + long * weights.signs[1, at])
    return total


@pytest.mark.parametrize("length", [0.0, 0.4, 1.0])
def test_relevance_is_the_weighted_sum(length: float) -> None:
    given = {"meaning": 2.0, "adapted": 0.3, "words": 0.5, "held_bigrams": 0.7, "size": 4.0}
    assert relevance(one(**given), length) == pytest.approx([expected(fusion().adapted, length, **given)], rel=1e-4)


def test_with_an_unknown_encoder_the_plain_weights_hold() -> None:
    given = {"meaning": 2.0, "words": 0.5, "size": 4.0}
    got = relevance(one(adapted=np.nan, **given), 0.5)
    assert got == pytest.approx([expected(fusion().plain, 0.5, **given)], rel=1e-4)


def test_a_passage_without_vector_is_judged_by_its_words_alone() -> None:
    given = {"words": 0.5, "held_words": 0.6, "size": 4.0}
    got = relevance(one(meaning=np.nan, adapted=np.nan, **given), 0.0)
    assert got == pytest.approx([expected(fusion().lexical, 0.0, **given)], rel=1e-4)


def test_nothing_learned_needs_a_sign_that_is_not_there() -> None:
    settings, meaning, adapted = fusion(), SIGNS.index("meaning"), SIGNS.index("adapted")
    assert not settings.plain.signs[:, adapted].any()
    assert not settings.lexical.signs[:, [meaning, adapted]].any()


def test_length_runs_from_a_topic_to_a_whole_message() -> None:
    assert length_of("加装电梯") == 0
    assert length_of("电" * 2000) == 1
    assert 0 < length_of("电" * 80) < 1


def test_standing_out_counts_deviations_from_the_background() -> None:
    background = values(0.80, 0.84)
    assert standing_out(values(0.86, np.nan), background) == pytest.approx([2.0, np.nan], nan_ok=True, abs=1e-3)
    assert np.isnan(standing_out(values(0.9), values())).all()


def test_equal_passages_stand_out_by_nothing() -> None:
    assert standing_out(values(0.9), values(0.9, 0.9)) == pytest.approx([0.0], abs=1e-4)


def test_scores_rise_with_relevance_within_bounds() -> None:
    relevances = np.linspace(-1000, 1000, 50).astype(np.float32)
    line, named = scores(relevances, False).tolist(), scores(relevances, True).tolist()
    assert line == sorted(line) and named == sorted(named)
    assert line[0] >= 0 and line[-1] <= named[0] + 1e-6 and named[-1] <= 1


def test_the_middle_is_half_way() -> None:
    assert scores(values(fusion().middle), False) == pytest.approx([fusion().named_from / 2])
