"""The default model (made once in the program's cache) and the rows that the index tests use."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.settings import read_settings
from index.e5_model import prepare_model


@dataclass(frozen=True, slots=True)
class SampleRow:
    key: str
    document: str
    text: str
    title: str | None = None
    heading: tuple[str, ...] = ()
    kind: str = "reply"
    issuer: str | None = None
    date: str | None = None
    disclosure: str | None = None
    region: str | None = None


@pytest.fixture(scope="session")
def model_folder() -> Path:
    return prepare_model(read_settings().cache)


@pytest.fixture
def make_row() -> Callable[..., SampleRow]:
    """A row of its own document unless ``document`` is given."""

    def make(number: int, text: str, document: str | None = None, **facts: object) -> SampleRow:
        return SampleRow(f"{document or f'd{number}'}#{number}", document or f"d{number}", text, **facts)  # type: ignore[arg-type]

    return make
