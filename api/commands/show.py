"""``dafu show``: a stored document by id, number or title."""

from typing import Annotated

from typer import Argument

from api.commands.options import AsJson, Workspace
from api.exits import Exit

NAME = "show"


def run(
    document: Annotated[str, Argument(metavar="文件名称", help="文件的编号、文号、案号或标题。")],
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """显示工作区中的一份文件。"""
    from api.bootstrap import open_store
    from api.case_files import find_document
    from api.document_view import document_lines, stored_record
    from api.output import print_json, show
    from api.settings import read_settings

    store = open_store(read_settings(workspace))
    stored = find_document(store, document)
    if as_json:
        print_json(stored_record(stored, store.document_passages(stored.id)))
    else:
        show(f"编号：{stored.id}", *document_lines(stored.document), "", stored.document.text)
    return Exit.DONE
