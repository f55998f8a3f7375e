"""Writes docs/checks.md from the review catalogue. With ``--check`` it only compares (exit 1: differs)."""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "checks.md"
HEAD = """# 审核规则

由 `drafting/checks/rules.toml` 生成（`python scripts/write_checks_page.py`），不要手工修改。

`dafu check 稿件` 逐条检查答复和会办意见，稿件可以是 .docx、.txt、.pdf 等任何能读的格式，\
也可以是 `dafu draft --out 稿件.json` 写出的稿件。阻断：改正之前不应签发；提醒：请核对；提示：供参考。\
每条意见给出所在位置（`dafu parse` 所得文本中的字符位置）、原文、应有的写法；\
改法有把握的可以用 `--fix 改正稿.docx` 一并改正，用 `--only R30` 只改某一条规则的问题。

- `--case`、`--opinion`、`--record` 没有给出时，与之有关的规则列在“未能检查”里，并说明原因。
- 文中的【待核实：…】是还没有填写的内容，列在“尚待核实”里，不算差错。
- `--strict` 有阻断意见时以退出码 4 结束，供流程把关。

## 办理记录

`--record` 给出办理记录（.toml），用于先沟通后答复（R21）、办理时限（R22）、公开意见（R23）和日期（R04）。\
各项都可以不写：

```toml
交办日期 = 2026-03-02
办理期限 = 2026-06-02      # 不写时按本地规则从交办日期推算
延期至 = 2026-09-02
已告知延期 = true
已征求公开意见 = true

[[沟通]]
日期 = 2026-04-15
方式 = "电话"
对象 = "提案人"
```

## 规则
"""


def page() -> str:
    sys.path.insert(0, str(ROOT))
    return "\n".join([HEAD, *_rules()])


def _rules() -> Iterator[str]:
    from drafting.checks.catalogue import rule_texts
    from drafting.finding import SEVERITY_NAMES

    for rule in rule_texts():
        yield f"### {rule.id} {rule.name}（最重：{SEVERITY_NAMES[rule.severity]}）\n"
        yield f"{rule.text}\n\n{rule.rationale}\n"
        yield f"- 依据：{rule.source}\n- 需要：{rule.needs}\n"


def main() -> int:
    text = page()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text, "utf-8")
        return 0
    return 0 if PAGE.exists() and PAGE.read_text("utf-8") == text else 1


if __name__ == "__main__":
    sys.exit(main())
