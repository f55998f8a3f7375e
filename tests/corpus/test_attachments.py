import pytest

from corpus.structure.attachments import find_attachments
from corpus.structure.lines import lines


@pytest.mark.parametrize(
    ("text", "names", "starts"),
    [
        ("附件：1.任务分工表\n　　2.联系方式\n\n市教育局\n附件1\n表\n附件 2\n表\n", ["任务分工表", "联系方式"], 2),
        ("- 附件：1. 工作总结\n2. 参考题目\n三、其他\n", ["工作总结", "参考题目"], 0),
        ("附件：征询意见表。\n", ["征询意见表"], 0),
        ("附件：\n1.甲表\n2.乙表\n", ["甲表", "乙表"], 0),
        ("附件1：甲表\n附件2：乙表\n市教育局\n", ["甲表", "乙表"], 0),
        ("附：征询意见表\n", ["征询意见表"], 0),
        ("附件：\n任务分工表\n", [], 1),
        ("详见附件。\n", [], 0),
        ("", [], 0),
    ],
)
def test_names_and_where_their_texts_begin(text: str, names: list[str], starts: int) -> None:
    found = find_attachments(list(lines(text)))
    assert list(found.names) == names
    assert len(found.starts) == starts
    assert all(text[at:].startswith("附件") for at in found.starts)
    assert len(found.declared) >= len(names) - 1
