"""The last resort: what should not have happened goes to a log, and the user gets one line."""

import sys
import traceback
from datetime import datetime
from pathlib import Path


def record_defect(log: Path, doing: str) -> str:
    """Writes the exception being handled to ``log`` with its traceback; gives the line for the user."""
    record = f"{datetime.now().astimezone().isoformat()} {doing}\n{traceback.format_exc()}\n"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(record)
    except OSError:
        return f"程序内部出错：{sys.exception()!r}。错误记录也写不进 {log}，请检查文件夹权限。"
    return f"程序内部出错，已存入的资料不受影响。详细记录在 {log}，请把它交给维护人员。"
