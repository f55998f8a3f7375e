"""Files: whole or not at all, and a clear word where it cannot be done."""

import os
from pathlib import Path

import pytest

from corpus.errors import UnusableInput
from drafting.draft import Draft
from drafting.export.write import SUFFIXES, write


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix != ".pdf"])
def test_every_format_is_written_into_a_new_folder(letter: Draft, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / "新文件夹" / f"答复{suffix}"
    write(letter, file, {"seconds": 0.1})
    content = file.read_bytes()
    write(letter, file, {"seconds": 0.1})
    assert content and file.read_bytes() == content
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("name", ["letter.doc", "letter", "letter.exe"])
def test_an_unknown_ending_is_refused(letter: Draft, tmp_path: Path, name: str) -> None:
    with pytest.raises(UnusableInput, match=r"不认识的输出格式.*\.docx"):
        write(letter, tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_file_in_place_of_the_folder(letter: Draft, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("甲")
    with pytest.raises(UnusableInput, match="写不了文件"):
        write(letter, tmp_path / "out" / "a.md")
    assert (tmp_path / "out").read_text() == "甲"


def test_a_folder_in_place_of_the_file(letter: Draft, tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(UnusableInput, match="它是一个文件夹"):
        write(letter, tmp_path / "a.md")
    assert list(tmp_path.iterdir()) == [tmp_path / "a.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(letter: Draft, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UnusableInput, match="没有写入权限"):
        write(letter, tmp_path / "a.md")


def test_an_interrupted_write_leaves_the_old_letter(
    letter: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("旧稿")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(letter, file)
    assert file.read_text() == "旧稿"
    assert list(tmp_path.iterdir()) == [file]
