"""Fixtures that several folders of tests use."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the repository; tests that need it are skipped where it is absent."""
    folder = Path(__file__).resolve().parent.parent.parent / "shared"
    if not (folder / "seeds").is_dir():
        pytest.skip("../shared with the real documents is not there")
    return folder
