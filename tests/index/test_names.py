"""Strings in mapped files."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.names import Names, name_arrays, read_names, write_names


@given(st.lists(st.text(max_size=5), max_size=20), st.text(max_size=5))
def test_names_are_what_was_written(names: list[str], other: str) -> None:
    kept = Names(*name_arrays(names))
    assert list(kept) == names and kept == names and len(kept) == len(names)
    assert [kept[at] for at in range(-len(names), len(names))] == names + names
    assert kept[1:] == tuple(names[1:])
    for name in {*names, other}:
        assert (name in kept) == (name in names)
        assert kept.find(name) == (names.index(name) if name in names else -1)


def test_names_in_files(tmp_path: Path) -> None:
    for names in (["甲", "", "乙\ud800"], []):
        write_names(tmp_path, "keys", names)
        assert list(read_names(tmp_path, "keys")) == names
    with pytest.raises(ValueError, match="not there"):
        read_names(tmp_path, "keys").index("丙")


def test_files_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    write_names(tmp_path, "keys", ["甲", "乙"])
    (tmp_path / "keys.txt").write_bytes(b"x")
    with pytest.raises(ValueError, match="2 names"):
        read_names(tmp_path, "keys")
