"""Letters of the sample corpus are without fault: no check of form blocks them."""

from pathlib import Path

import pytest

from corpus.document import Document
from corpus.parse import parse
from corpus.read import read
from drafting.checks.dossier import Dossier
from drafting.checks.read_letter import read_letter
from drafting.checks.run import run_checks

SAMPLE = Path("corpus/sample")
LETTERS = sorted([*SAMPLE.glob("replies/*"), *SAMPLE.glob("opinions/*")])


@pytest.fixture(scope="module")
def cases() -> dict[str, Document]:
    found = {}
    for path in [*SAMPLE.glob("proposals/*"), *SAMPLE.glob("cases/*")]:
        document = parse(read(path), path.name)
        if document.case is not None and document.case.item_no:
            found[document.case.item_no] = document
    return found


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.name)
def test_nothing_blocks(path: Path, cases: dict[str, Document]) -> None:
    case = cases[path.name.split("-")[1]]
    letter = read_letter(parse(read(path), path.name), "2026-11-22", case.case)
    review = run_checks(letter, Dossier(case=case))
    assert [finding for finding in review.findings if finding.severity == "B"] == []
    assert all(letter.text[f.start : f.end] == f.quote for f in review.findings if f.quote and f.start is not None)
