import pytest

from corpus.cases.proposers import find_proposers, is_person, names_in


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("张　三", ["张三"]),
        ("张　三　李四　王　五", ["张三", "李四", "王五"]),
        ("王军（市中医院院长，医药卫生界）、李明明（女）", ["王军", "李明明"]),
        ("赵某等5名委员", ["赵某"]),
        ("孙建国代表", ["孙建国"]),
        ("钱学文、周敏等十二名代表联名", ["钱学文", "周敏"]),
        ("买买提·艾力（农业界，电话13800000000）", ["买买提·艾力"]),
        ("阿依古丽 ・ 吐尔逊 13800000000", ["阿依古丽·吐尔逊"]),
        ("陈大文 联系电话：13912345678 通讯地址：澄江市人民路12号", ["陈大文"]),
        ("陈大文，澄江市人民路12号，0700-8612345", ["陈大文"]),
        ("陈大文 市第一中学校长", ["陈大文"]),
        ("张三和李四", ["张三", "李四"]),
        ("共青团和青联界", ["共青团和青联界"]),
        ("民盟澄江市委会（执笔：孙某某）", ["民盟澄江市委会"]),
        ("市工商联、民建澄江市委会", ["市工商联", "民建澄江市委会"]),
        ("无", []),
        ("", []),
    ],
)
def test_names(raw: str, names: list[str]) -> None:
    assert names_in(raw) == names


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("民进澄江市委会", "党派"),
        ("教育界", "界别"),
        ("无党派人士", "界别"),
        ("市总工会", "团体"),
        ("团市委", "团体"),
        ("市政协经济委", "专委会"),
        ("市政协提案委员会", "专委会"),
        ("农业界别活动组", "小组"),
        ("石潭县代表团", "代表团"),
        ("王某某", "委员"),
    ],
)
def test_kinds(name: str, kind: str) -> None:
    (proposer,) = find_proposers(name, "", "提案")
    assert (proposer.name, proposer.kind, proposer.lead) == (name, kind, False)


def test_the_first_of_several_leads_and_none_is_named_twice() -> None:
    found = find_proposers("王军", "王军、李明", "建议")
    assert [(p.name, p.kind, p.lead) for p in found] == [("王军", "代表", True), ("李明", "代表", False)]


def test_a_person_is_known_by_the_surname() -> None:
    assert is_person("王军") and is_person("买买提·艾力")
    assert not is_person("摘要") and not is_person("正文")
