"""The formula that makes one relevance of several legs."""

import numpy as np
import pytest

from retrieval.fuse import fusion, relevance, score, standing_out


def values(*given: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(given, np.float32)


def test_relevance_is_the_weighted_sum() -> None:
    settings = fusion()
    got = relevance(values(2.0, 0.0), values(0.25, 0.0), values(0.16, 0.0))
    assert got == pytest.approx([2 * settings.dense + 0.5 * settings.words + 0.4 * settings.bigrams, 0.0])


def test_a_passage_without_vector_is_judged_by_its_words_alone() -> None:
    lexical = fusion().words * 0.5
    assert relevance(values(np.nan), values(0.25), values(0.0)) == pytest.approx([2 * lexical])


def test_standing_out_counts_deviations_from_the_background() -> None:
    background = values(0.80, 0.84)
    assert standing_out(values(0.86, np.nan), background) == pytest.approx([2.0, np.nan], nan_ok=True, abs=1e-3)
    assert np.isnan(standing_out(values(0.9), values())).all()


def test_equal_passages_stand_out_by_nothing() -> None:
    assert standing_out(values(0.9), values(0.9, 0.9)) == pytest.approx([0.0], abs=1e-4)


def test_scores_rise_with_relevance_within_bounds() -> None:
    line = [score(value, False) for value in np.linspace(-20, 40, 50)]
    named = [score(value, True) for value in np.linspace(-20, 40, 50)]
    assert line == sorted(line) and named == sorted(named)
    assert line[0] >= 0 and line[-1] <= named[0] and named[-1] <= 1


def test_the_middle_is_half_way() -> None:
    assert score(fusion().middle, False) == pytest.approx(fusion().named_from / 2)
