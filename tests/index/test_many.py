"""Candidates among many rows without every posting, against adding up all of them."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import windows
from index.gather import add_parts, gather, highest
from index.lexical import EVERY, Codes, Parameters, Postings, Triples, build_postings
from index.many import gather_many

PARAMETERS = Parameters(0.9, 0.75)


def made(size: int, terms: int, seed: int, copies: int = 1) -> Postings:
    """Rows with terms as uneven as words are; each row ``copies`` times, so that sums are equal."""
    draw = np.random.default_rng(seed)
    shares = np.minimum(0.5, 3 / np.arange(1, terms + 1))
    held = np.tile(draw.random((size // copies, terms)) < shares, (copies, 1))
    rows, codes = np.nonzero(held)
    counts = np.tile(draw.integers(1, 5, (size // copies, terms)), (copies, 1))[held].astype(np.float32)
    return build_postings([Triples(codes.astype(np.uint64), rows.astype(np.int32), counts)], len(held), PARAMETERS)


def asked(draw: np.random.Generator, terms: int) -> Codes:
    """Some terms, of which the last stands in no row."""
    some = draw.permutation(terms)[: int(draw.integers(1, terms))]
    return np.append(some, terms + 1).astype(np.uint64)


def summed(postings: Postings, spans: Any, weights: Any, order: Any) -> Any:
    """All sums, the terms added up in an order."""
    total = np.empty(postings.size, np.float32)
    add_parts(postings.rows, postings.parts, np.ascontiguousarray(spans[:, order]), weights[order], total)
    return total


def bounds_of(postings: Postings, codes: Codes, weights: Any) -> Any:
    spans = postings.spans(codes)
    return weights * windows.fill_tops(postings.parts, spans, postings.places(codes), postings.tops)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from([1, 5, 100]), st.sampled_from([1, 10, 70]), st.sampled_from([None, 0.3]))
def test_the_best_are_those_of_all_sums(seed: int, depth: int, copies: int, share: float | None) -> None:
    draw = np.random.default_rng(seed)
    postings = made(700, 40, seed, copies)
    codes = asked(draw, 40)
    weights = draw.random(len(codes)).astype(np.float32) / len(codes)
    bounds, spans = bounds_of(postings, codes, weights), postings.spans(codes)
    allowed = EVERY if share is None else draw.random(postings.size) < share
    found = windows.best(postings.rows, postings.parts, spans, weights, bounds, allowed, depth)
    order = windows.ordered(spans, bounds)[0]
    total = summed(postings, spans, weights, order)
    assert found.tolist() == highest(total.view(np.int32), allowed, depth).tolist()
    least = np.sort(np.where(allowed, total, 0) if len(allowed) else total)[-depth]
    exact = summed(postings, spans, weights, np.arange(len(codes)))
    assert total == pytest.approx(exact, rel=1e-5)
    assert len(found) == depth or not least


@pytest.mark.parametrize("copies", [1, 10])
def test_several_windows_and_few_terms_that_tell(copies: int) -> None:
    postings = made(5 * windows.WINDOW // 2, 60, 4, copies)
    codes, draw = np.arange(60, dtype=np.uint64), np.random.default_rng(5)
    weights = (np.arange(60, dtype=np.float32) / 60) ** 3
    bounds, spans = bounds_of(postings, codes, weights), postings.spans(codes)
    total = summed(postings, spans, weights, windows.ordered(spans, bounds)[0])
    for allowed in (EVERY, draw.random(postings.size) < 0.01):
        found = windows.best(postings.rows, postings.parts, spans, weights, bounds, allowed, 100)
        assert found.tolist() == highest(total.view(np.int32), allowed, 100).tolist()


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.booleans())
def test_as_gathered_from_every_posting(seed: int, several: bool) -> None:
    draw = np.random.default_rng(seed)
    postings = made(3000, 50, seed, 3), made(3000, 30, seed + 1, 3)
    codes = [asked(draw, 50), asked(draw, 30)]
    rooms = [np.zeros(postings[0].size, np.float32) for _ in range(2)]
    slots, fields = np.zeros(postings[0].size, np.int32), []
    for one, own, room in zip(postings, codes, rooms, strict=True):
        spans, counts = one.spans(own), draw.integers(1, 4, len(own)).astype(np.float32)
        lead = (draw.random(len(own)) < 0.4).astype(np.float32) if several else np.empty(0, np.float32)
        fields.append((one.rows, one.parts, spans, spans[1] - spans[0], counts, lead, room, slots))
    near, named = np.sort(draw.permutation(postings[0].size)[:20]), np.array([7, 8], np.int64)
    rows, bm25, shared = gather(*fields, 2999, near, named, EVERY, 10)
    many_rows, many_bm25, many_shared = gather_many(postings, codes, fields, 2999, near, named, EVERY, 10)
    floors = [np.sort(room)[-10] for room in rooms]
    for row in set(rows.tolist()) ^ set(many_rows.tolist()):  # by the order of adding up alone
        pairs = zip(rooms, floors, strict=True)
        assert any(room[row] == pytest.approx(floor, rel=1e-5) for room, floor in pairs)
    both = np.intersect1d(rows, many_rows)
    here, there = np.searchsorted(rows, both), np.searchsorted(many_rows, both)
    assert many_bm25[there] == pytest.approx(bm25[here], rel=1e-4)
    assert many_shared[:, there] == pytest.approx(shared[:, here], rel=1e-4, abs=1e-6)
    assert not slots.any()
