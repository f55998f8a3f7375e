"""Checksums of folders."""

import os
from pathlib import Path

import pytest

from corpus.errors import DamagedIndex
from index.seal import check_seal, combined_digest, seal_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.npy").write_bytes(b"first")
    (tmp_path / "sub" / "b.npy").write_bytes(b"second")
    return tmp_path


def test_an_untouched_folder_passes(folder: Path) -> None:
    seal = seal_folder(folder)
    assert list(seal) == ["a.npy", "sub/b.npy"]
    check_seal(folder, seal)
    check_seal(folder, seal)


def test_a_changed_byte_of_equal_length_is_seen(folder: Path) -> None:
    seal = seal_folder(folder)
    check_seal(folder, seal)
    (folder / "a.npy").write_bytes(b"First")
    with pytest.raises(DamagedIndex, match=r"a\.npy.*重建"):
        check_seal(folder, seal)


def test_a_missing_file_is_seen(folder: Path) -> None:
    seal = seal_folder(folder)
    (folder / "sub" / "b.npy").unlink()
    with pytest.raises(DamagedIndex, match=r"b\.npy"):
        check_seal(folder, seal)


def test_only_a_full_check_reads_what_seems_unchanged(folder: Path) -> None:
    seal = seal_folder(folder)
    check_seal(folder, seal)
    state = (folder / "a.npy").stat()
    with (folder / "a.npy").open("r+b") as file:
        file.write(b"F")
    os.utime(folder / "a.npy", ns=(state.st_atime_ns, state.st_mtime_ns))
    check_seal(folder, seal)
    with pytest.raises(DamagedIndex):
        check_seal(folder, seal, full=True)


@pytest.mark.parametrize("stamp", ["", "[]", "{", '{"a.npy": 1}'])
def test_a_broken_stamp_only_costs_time(folder: Path, stamp: str) -> None:
    seal = seal_folder(folder)
    (folder / ".checked.json").write_text(stamp, "utf-8")
    check_seal(folder, seal)


def test_combined_digest_sees_names_and_contents() -> None:
    one = combined_digest({"a": "1", "b": "2"})
    assert one == combined_digest({"b": "2", "a": "1"})
    assert len({one, combined_digest({"a": "2", "b": "1"}), combined_digest({"a": "1"})}) == 3
