"""The officer's choices in a file."""

import json
from pathlib import Path

from corpus.errors import UnusableInput
from drafting.choices import Choices
from drafting.choices_json import read_choices


def choices_in(path: Path) -> Choices:
    """The choices of a JSON file. Raises :class:`UnusableInput` for a file that holds none."""
    try:
        record = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UnusableInput(f"选择文件 {path} 读不了，请检查路径。") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UnusableInput(f"选择文件 {path} 不是 UTF-8 的 JSON，请检查。") from error
    return read_choices(record)
