"""The options that several commands share."""

from pathlib import Path
from typing import Annotated

from typer import Option

Workspace = Annotated[
    Path | None,
    Option("--workspace", metavar="文件夹", help="工作区文件夹，默认为 ./workspace 或环境变量 DAFU_WORKSPACE。"),
]
AsJson = Annotated[bool, Option("--json", help="以 JSON 输出结果。")]
Issuer = Annotated[str | None, Option("--issuer", metavar="机关", help="发文机关全称或规范化简称。")]
Disclosure = Annotated[
    str | None, Option("--disclosure", metavar="公开方式", help="主动公开、依申请公开、不予公开或内部。")
]
CopyKind = Annotated[
    str | None,
    Option(
        "--copy",
        metavar="副本",
        help="working 工作稿（默认）、final 定稿、annotated 注释稿、publication 公开稿或 tracked 修订稿。",
    ),
]
LetterLayout = Annotated[
    str | None, Option("--layout", metavar="版式", help="letter 信函格式或 document 文件格式；不写则按本地规定。")
]
Against = Annotated[Path | None, Option("--against", metavar="文件", help="修订稿与这一稿对照，显示增删。")]
LetterFile = Annotated[
    Path | None, Option("--out", metavar="文件", help="写入 .docx、.pdf、.html、.md、.txt 或 .json。")
]
