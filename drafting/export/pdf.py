"""The letter as PDF, printed by LibreOffice from the .docx."""

import shutil

from corpus.errors import UnusableInput


def check_pdf() -> None:
    """Raises :class:`UnusableInput` where no program is installed that prints a PDF."""
    if shutil.which("soffice") is None:
        raise UnusableInput(
            "导出 PDF 需要 LibreOffice，本机没有找到。请安装 LibreOffice，或先导出 .docx，再用 Word/WPS 另存为 PDF。"
        )


def to_pdf(docx: bytes, name: str) -> bytes:
    """The PDF of a .docx; ``name`` is the file's name for messages. Raises :class:`UnusableInput`."""
    from corpus.read.legacy import converted

    check_pdf()
    try:
        return converted(docx, name, "pdf")
    except UnusableInput as error:
        raise UnusableInput(
            f"LibreOffice 没有把“{name}”转成 PDF。请稍后重试，或先导出 .docx，再用 Word/WPS 另存为 PDF。"
        ) from error
