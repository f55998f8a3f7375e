"""Reads what only an office program opens (.doc, .wps, .rtf, .odt, .ods, .xlsb), by way of LibreOffice."""

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from corpus.errors import UnusableInput
from corpus.source import Source

SECONDS = 120
"""How long one conversion may take; a letter takes 2 to 5, most of it the start of the program."""
_WAIT = 600  # seconds for the conversions of other dafu programs to end
_PROGRAM = "soffice"
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML", "pdf": "pdf:writer_pdf_Export"}
# A profile of its own holds no settings, macros or add-ons of anybody's; these make sure that nothing in the file
# runs and nothing is fetched (names from LibreOffice's registry, officecfg/registry/schema).
_SETTINGS = {
    ("Common/Security/Scripting", "DisableMacrosExecution"): "true",
    ("Common/Security/Scripting", "MacroSecurityLevel"): "3",
    ("Common/Security/Scripting", "DisableActiveContent"): "true",
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks"): "true",
    ("Writer/Content/Update", "Link"): "2",
    ("Calc/Content/Update", "Link"): "2",
}
_NOWHERE = "http://127.0.0.1:9"  # the discard port: what still asks for the network gets none


def read_writer(data: bytes, name: str) -> Source:
    """The text of a .doc, .wps, .rtf or .odt; ``media`` is ``doc``.

    Raises :class:`UnusableInput` where LibreOffice is not installed, fails or takes too long.
    """
    from corpus.read.word import read_word

    return _as_original(read_word(converted(data, name, "docx"), name), "doc")


def read_calc(data: bytes, name: str) -> Source:
    """The text of an .ods or .xlsb; raises as :func:`read_writer` does."""
    from corpus.read.sheet_xlsx import read_xlsx
    from corpus.read.unpack import require_harmless

    book = converted(data, name, "xlsx")
    require_harmless(book, name)
    return _as_original(read_xlsx(book, name), "sheet")


def read_opendocument(data: bytes, name: str) -> Source:
    """The text of an .odt or .ods, told by the media type at its head (OpenDocument 1.3, part 2, 3.3)."""
    from corpus.read.unpack import require_harmless

    require_harmless(data, name)
    return read_calc(data, name) if b"opendocument.spreadsheet" in data[:200] else read_writer(data, name)


def _as_original(source: Source, media: str) -> Source:
    return replace(source, media=media)


def converted(data: bytes, name: str, target: str) -> bytes:
    """``data`` in the format ``target`` (``docx``, ``xlsx`` or ``pdf``), one conversion of this user at a time."""
    from filelock import FileLock, Timeout

    program = shutil.which(_PROGRAM)
    if program is None:
        raise UnusableInput(
            f"读取“{name}”这种旧格式需要 LibreOffice，本机没有找到。"
            f"请安装 LibreOffice，或用 Word/WPS 打开，另存为 .{target} 后再导入。"
        )
    lock = Path(tempfile.gettempdir()) / f"dafu-libreoffice-{getattr(os, 'getuid', int)()}.lock"
    try:
        with FileLock(lock, timeout=_WAIT), tempfile.TemporaryDirectory(prefix="dafu-") as folder:
            return _convert(program, data, name, target, Path(folder))
    except Timeout as error:
        raise UnusableInput(f"另一个转换一直没有结束，“{name}”没有读取。请稍后重试。") from error
    except OSError as error:
        raise UnusableInput(f"“{name}”无法转换（{error.strerror}）。请检查临时文件夹的空间和权限。") from error


def _convert(program: str, data: bytes, name: str, target: str, folder: Path) -> bytes:
    original = folder / "original"  # without a suffix: LibreOffice then goes by the content, as dafu does
    original.write_bytes(data)
    _lay_profile(folder / "profile")
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--nologo", "--convert-to", _FILTERS[target], "--outdir", str(folder / "out"), str(original),
    ]  # fmt: skip
    if not _run(command, folder):
        raise UnusableInput(
            f"LibreOffice 用了 {SECONDS} 秒仍没有打开“{name}”，已停止。请用 Word/WPS 打开，另存为 .{target} 后再导入。"
        )
    made = folder / "out" / f"original.{target}"
    if not made.is_file():
        raise UnusableInput(
            f"LibreOffice 打不开“{name}”，文件可能已损坏或加密。请用 Word/WPS 打开，另存为 .{target} 后再导入。"
        )
    return made.read_bytes()


def _run(command: list[str], folder: Path) -> bool:
    """Whether the program ended in time; otherwise it is ended with all that it started."""
    search = os.pathsep.join([str(Path(command[0]).parent), os.defpath])
    environment = {"PATH": search, "HOME": str(folder), "LANG": "C.UTF-8"}  # nothing of the officer's own
    environment |= dict.fromkeys(("http_proxy", "https_proxy"), _NOWHERE)
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: "subprocess.Popen[bytes]") -> None:
    """The group too: the program is a script that starts others, which outlive it where it is interrupted."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
    process.wait()


def _lay_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for (path, name), value in _SETTINGS.items()
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>',
        "utf-8",
    )
