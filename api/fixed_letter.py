"""The letter with its certain corrections, written beside the original."""

from collections.abc import Sequence
from pathlib import Path

from corpus.document import Document
from corpus.errors import UnusableInput
from drafting.checks.mend import apply, mends_of
from drafting.finding import Finding

_TEXTS = (".txt", ".md")


def check_target(letter: Path, out: Path) -> None:
    """Raises :class:`UnusableInput` where ``out`` is the letter itself or of a kind that cannot be written."""
    if out.suffix.lower() not in (*_TEXTS, ".docx"):
        raise UnusableInput(f"改正稿 {out} 请用 .docx 或 .txt。")
    if out.suffix.lower() == ".docx" and letter.suffix.lower() != ".docx":
        raise UnusableInput(f"{letter.name} 不是 .docx，改正稿请另存为 .txt。")
    if out.exists() and letter.exists() and out.samefile(letter):
        raise UnusableInput(f"改正稿不能覆盖原稿 {letter}，请换一个文件名。")


def write_fixed(
    letter: Path, out: Path, document: Document, findings: Sequence[Finding], only: Sequence[str] | None
) -> int:
    """Writes the corrected letter to ``out``; returns how many corrections were made."""
    mends = mends_of(finding for finding in findings if not only or finding.rule in only)
    try:
        if out.suffix.lower() == ".docx":
            from drafting.export.mended_docx import write_mended

            return write_mended(letter, out, document, mends)
        out.write_text(apply(document.text, mends), "utf-8")
    except OSError as error:
        raise UnusableInput(f"{out} 写不了：{error.strerror}。请换一个位置。") from error
    return len(mends)
