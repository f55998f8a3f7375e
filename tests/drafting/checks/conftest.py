"""The clean letter as fixtures."""

from collections.abc import Callable

import pytest

from corpus.document import Document
from tests.drafting.checks.clean_letter import CASE, LETTER, Bench, parsed


@pytest.fixture(scope="session")
def bench() -> Bench:
    return Bench(LETTER, parsed(CASE, "case.txt"))


@pytest.fixture(scope="session")
def read_text() -> Callable[[str], Document]:
    return parsed
