"""Searching from several threads while documents change: the short version of ``bench/threads.py``."""

from pathlib import Path

import pytest

from bench.threads import run
from index import changes


def test_no_error_and_no_stale_hit_while_snapshots_switch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "_FEWEST", 60)
    told = run(2, 400, tmp_path, searches=50, changes=4)
    assert (told["errors"], told["first_error"], told["stale_hits"]) == (0, None, 0)
    assert isinstance(told["changes"], int) and told["changes"] > 3
    assert isinstance(told["searches"], int) and told["searches"] > 50
