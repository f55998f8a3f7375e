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
Disclosure = Annotated[str | None, Option("--disclosure", metavar="公开方式", help="主动公开、依申请公开、不予公开或内部。")]
