import io
import os
import shutil
import stat
import subprocess
import tempfile
import time
from pathlib import Path

import docx
import pytest

from corpus.errors import UnusableInput
from corpus.read import legacy, read_bytes
from tests.corpus.compound_files import compound_file

LETTER = ("关于加强养老服务工作的答复", "张三委员：", "您提出的提案收悉，现答复如下：", "一、关于社区食堂", "此复。")
OLD = compound_file({"WordDocument": bytes(600), "1Table": b""})
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice makes and reads old formats")


def letter() -> bytes:
    document = docx.Document()
    for line in LETTER[:4]:
        document.add_paragraph(line)
    table = document.add_table(2, 2, style="Table Grid")
    for at, text in enumerate(("单位", "任务", "市民政局", "牵头")):
        table.cell(at // 2, at % 2).text = text
    document.add_paragraph(LETTER[4])
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def old_letters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("旧")
    (folder / "函.docx").write_bytes(letter())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for suffix in ("doc", "rtf", "odt"):
        command = ["soffice", profile, "--headless", "--convert-to", suffix, "函.docx"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return {suffix: (folder / f"函.{suffix}").read_bytes() for suffix in ("doc", "rtf", "odt")}


def fake_office(folder: Path, script: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


@needs_office
@pytest.mark.parametrize(("suffix", "kind"), [("doc", "doc"), ("wps", "doc"), ("rtf", "rtf"), ("odt", "odt")])
def test_old_formats_read_like_new_ones(suffix: str, kind: str, old_letters: dict[str, bytes]) -> None:
    source = read_bytes(old_letters[kind], f"函.{suffix}")
    assert source.text == read_bytes(letter(), "函.docx").text
    assert source.text.split("\n")[:4] == list(LETTER[:4])
    assert [block.rows for block in source.blocks if block.kind == "table"] == [
        (("单位", "任务"), ("市民政局", "牵头"))
    ]
    assert source.media == "doc"


@needs_office
def test_nothing_is_left_behind(old_letters: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    read_bytes(old_letters["rtf"], "函.rtf")
    assert [path.suffix for path in tmp_path.iterdir()] in ([], [".lock"])


@pytest.mark.parametrize(("data", "name"), [(OLD, "函.doc"), (OLD, "函.wps"), (b"{\\rtf1 text}", "函.rtf")])
def test_without_libreoffice_the_message_says_what_to_do(
    data: bytes, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnusableInput, match=rf"“{name}”.*请安装 LibreOffice，或用 Word/WPS 打开，另存为 \.docx"):
        read_bytes(data, name)


def test_a_file_that_libreoffice_cannot_open_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_office(tmp_path, "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(UnusableInput, match=r"LibreOffice 打不开“函\.doc”.*另存为 \.docx"):
        read_bytes(OLD, "函.doc")


def test_a_conversion_that_hangs_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_office(tmp_path, f"sleep 300 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(legacy, "SECONDS", 1)
    with pytest.raises(UnusableInput, match=r"用了 1 秒仍没有打开“函\.doc”"):
        read_bytes(OLD, "函.doc")
    child = Path(f"/proc/{(tmp_path / 'child').read_text().strip()}")
    for _ in range(100):
        if not _runs(child):
            break
        time.sleep(0.05)
    assert not _runs(child)


def _runs(process: Path) -> bool:
    """Whether it lives; one that has ended may wait for its parent to take notice."""
    try:
        return "\nState:\tZ" not in (process / "status").read_text()
    except OSError:
        return False


def test_the_program_gets_a_profile_of_its_own_without_macros_or_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    script = f'echo "$@" "$http_proxy" > {seen}; cat profile/user/registrymodifications.xcu >> {seen}'
    fake_office(tmp_path, script)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(UnusableInput):
        read_bytes(OLD, "函.doc")
    told = seen.read_text("utf-8")
    assert "-env:UserInstallation=file:///" in told
    assert "127.0.0.1:9" in told
    assert 'DisableMacrosExecution" oor:op="fuse"><value>true' in told
    assert "函.doc" not in told
