"""Where a long step stands, in a log."""

import pytest

from api.progress import shown_progress


def test_lines_for_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    with shown_progress() as progress:
        for done in range(0, 4001, 100):
            progress("长步骤", done, 4000)
        for done in range(11):
            progress("短步骤", done, 10)
        progress("空步骤", 0, 0)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "长步骤（共 4000）……" and lines[10] == "长步骤：完成"
    assert lines[1:10] == [f"长步骤：{tenth}0%" for tenth in range(1, 10)]
    assert lines[11:] == ["短步骤（共 10）……", "短步骤：完成", "空步骤（共 0）……", "空步骤：完成"]
