"""Numbers of pages in words."""

from collections.abc import Iterable

_MOST_RUNS = 8


def in_words(pages: Iterable[int]) -> str:
    """Page numbers (from 1) as an officer would write them: ``第1—3、7页``; of many runs the first, then 等."""
    runs: list[list[int]] = []
    total = 0
    for page in sorted(set(pages)):
        total += 1
        if runs and page == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], page]
        else:
            runs.append([page])
    text = "、".join("—".join(map(str, run)) for run in runs[:_MOST_RUNS])
    return f"第{text}页" if len(runs) <= _MOST_RUNS else f"第{text}等{total}页"
