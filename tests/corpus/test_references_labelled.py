"""The reference grammar against labels made by hand on real text (``docs/references.md``); the texts stay outside."""

from pathlib import Path

import pytest

from bench.references import load, score, sha256, wrong_values
from corpus.read import read
from corpus.references import find_references


@pytest.mark.parametrize(
    ("name", "least"), [("seeds", 0.99), ("development", 0.97), ("held_out", 0.97), ("second", 0.97), ("final", 0.97)]
)
def test_spans_on_real_text(shared: Path, name: str, least: float) -> None:
    found = score(load(name, shared))
    assert found.right > 0
    assert found.precision >= least, found.offenders
    assert found.recall >= least, found.offenders


@pytest.mark.parametrize("name", ["seeds", "development", "held_out", "second", "final"])
def test_normal_forms_on_real_text(shared: Path, name: str) -> None:
    labelled = load(name, shared)
    right = score(labelled).right
    assert len(wrong_values(labelled)) <= 0.01 * right, wrong_values(labelled)


def test_spans_are_exact_in_every_seed(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("0*.txt")):
        text = read(path).text
        for reference in find_references(text):
            assert text[reference.start : reference.end] == reference.raw


def test_a_text_is_known_by_its_hash() -> None:
    assert sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
