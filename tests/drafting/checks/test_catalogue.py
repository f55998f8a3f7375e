"""The catalogue holds every rule, and the page says what it says."""

import subprocess
import sys
from pathlib import Path

from drafting.checks.catalogue import rule_texts

ROOT = Path(__file__).resolve().parents[3]


def test_all_rules_are_told() -> None:
    rules = rule_texts()
    assert [rule.id for rule in rules] == [f"R{number:02}" for number in range(1, 36)]
    assert all(rule.severity in ("B", "W", "I") for rule in rules)
    assert all(rule.name and rule.text.endswith("。") and rule.rationale.endswith("。") for rule in rules)
    assert all(rule.source and rule.needs for rule in rules)


def test_the_page_is_current() -> None:
    script = str(ROOT / "scripts" / "write_checks_page.py")
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert done.returncode == 0, "docs/checks.md differs: run python scripts/write_checks_page.py" + done.stderr
