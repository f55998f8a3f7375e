"""``dafu parse``: one file read and taken apart, nothing stored."""

from pathlib import Path
from typing import Annotated

from typer import Argument

from api.commands.options import AsJson, Workspace
from api.exits import Exit

NAME = "parse"


def run(
    file: Annotated[Path, Argument(metavar="文件", help="要解析的文件，或只装有一份文件的压缩包。")],
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """解析一个文件，不存入工作区。

    显示认出的标题、文号、机关、日期、层次、建议事项等。
    """
    from api.output import note, print_json, show
    from api.progress import shown_progress
    from corpus.parse import parse
    from corpus.read import read
    from corpus.storage.document_json import to_dict

    with shown_progress() as progress:
        source = read(file, progress)
    document = parse(source, file.name)
    if as_json:
        print_json(to_dict(document))
    else:
        from api.document_view import document_lines

        show(*document_lines(document))
    note(*(f"请注意：{notice}" for notice in source.notices))
    return Exit.DONE
