"""An administrator's own files: what they add, and what is told of a file that breaks the format."""

from pathlib import Path

import pytest

from corpus.errors import UnusableInput
from drafting.jurisdiction_files import read_place
from drafting.jurisdiction_register import jurisdictions
from drafting.jurisdiction_review import oddities

HEAD = 'region = "临川市"\nabove = "云江省"\n'
DEADLINE = '[[deadlines]]\nid = "临川-1"\nkind = "reply"\nstart = "交办"\nunit = "month"\nn = 2\nsource = "本市办法"\n'


def written(folder: Path, text: str, name: str = "临川市.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_an_own_place_needs_no_code(tmp_path: Path) -> None:
    written(
        tmp_path,
        HEAD
        + DEADLINE
        + '[[copies]]\nto = [{ name = "市政协提案委员会" }, { name = "{会办单位}" }]\nsource = "本市办法"\n'
        '[[contacts]]\nname = "甲"\nphone = "0700-1"\nunits = ["临川市教育局"]\nsource = "局办公室提供"\n',
    )
    ways = jurisdictions(tmp_path).of("临川市", "政协", 2026, "临川市教育局")
    assert ways.chain == ("临川市", "云江省", "国家")
    assert (ways.deadlines[0].n, ways.contact.name if ways.contact else None) == (2, "甲")
    assert jurisdictions(tmp_path).of("临川市", "政协", 2026, "临川市财政局").contact is None
    assert jurisdictions().of("临川市", "政协", 2026).deadline("reply") is None


def test_an_own_file_goes_before_the_one_built_in(tmp_path: Path) -> None:
    written(tmp_path, DEADLINE.join(['region = "澜州市"\n', ""]))
    ways = jurisdictions(tmp_path).of("澜州市", "政协", 2026)
    assert (ways.deadlines[0].rule_id, ways.deadlines[0].n) == ("临川-1", 2)
    opinion = ways.deadline("opinion")
    assert opinion is not None and opinion.rule_id == "澜州2022-6"


def test_the_first_folder_goes_before_the_second(tmp_path: Path) -> None:
    for name, n in (("甲", 1), ("乙", 4)):
        (tmp_path / name).mkdir()
        written(tmp_path / name, HEAD + DEADLINE.replace("n = 2", f"n = {n}"))
    reply = jurisdictions(tmp_path / "甲", tmp_path / "乙").of("临川市", "政协", 2026).deadline("reply")
    assert reply is not None and reply.n == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("坏了 = [", ["不是 UTF-8 的 TOML 文件"]),
        ("", ["缺少 region"]),
        ("region = 3\n", ["region 应当是文字"]),
        (HEAD + "[[deadline]]\n", ["不认识的项目：deadline", "deadlines"]),
        (HEAD + "[deadlines]\n", ["应当写成 [[deadlines]]"]),
        (HEAD + DEADLINE + DEADLINE.replace("n = 2", 'n = "三"'), ["[[deadlines]] 第 2 项", "n 应当是整数", "三"]),
        (HEAD + DEADLINE.replace("n = 2", "n = 0"), ["n 应当是整数"]),
        (HEAD + DEADLINE.replace("n = 2", "n = true"), ["n 应当是整数"]),
        (HEAD + DEADLINE.replace("n = 2\n", ""), ["缺少 n"]),
        (HEAD + DEADLINE.replace('source = "本市办法"\n', ""), ["缺少 source"]),
        (HEAD + DEADLINE.replace("month", "月"), ["unit 不能是“月”", "working_day"]),
        (HEAD + DEADLINE + 'bodies = ["党委"]\n', ["bodies 不能是“党委”", "政协、人大"]),
        (HEAD + DEADLINE + 'bodies = "政协"\n', ["bodies 应当是文字的列表"]),
        (HEAD + DEADLINE + "since = 26\n", ["since 应当是四位的年份"]),
        (HEAD + DEADLINE + "since = 2026\nuntil = 2025\n", ["until（2025）早于 since（2026）"]),
        (HEAD + DEADLINE + "days = 5\n", ["不认识的项目：days"]),
        (
            HEAD + '[[titles]]\nletters = ["reply"]\ntext = "关于{标题}的答复"\nsource = "本市办法"\n',
            ["花括号", "{编号}"],
        ),
        (HEAD + '[[titles]]\nletters = ["reply"]\ntext = "关于{会议的答复"\nsource = "本市办法"\n', ["花括号"]),
        (
            HEAD + '[[classes]]\nsource = "本市办法"\nlist = [{ wording = "解决", meanings = ["done"] }]\n',
            ["[[classes]] 第 1 项的 list 第 1 行", "meanings 不能是“done”", "solved"],
        ),
        (HEAD + '[[fixed]]\nyear = 2026\nkind = "reply"\nday = "8月5日"\nsource = "通知"\n', ["day 应当是日期"]),
        (
            HEAD + '[[disclosure]]\nletters = ["reply"]\nvalue = "内部"\nsource = "通知"\n',
            ["value 不能是“内部”", "依申请公开"],
        ),
        (HEAD + '[[copies]]\nto = ["市政协"]\nsource = "通知"\n', ["to 应当是表的列表"]),
    ],
)
def test_a_broken_file_is_told_where(tmp_path: Path, text: str, told: list[str]) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UnusableInput) as caught:
        read_place(path)
    assert str(path) in caught.value.message
    for part in told:
        assert part in caught.value.message


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "坏.toml"
    path.write_bytes(b"\xff\xfe\x00region")
    with pytest.raises(UnusableInput, match="UTF-8"):
        read_place(path)
    with pytest.raises(UnusableInput, match="打不开"):
        read_place(tmp_path / "没有.toml")
    with pytest.raises(UnusableInput, match="找不到地方规则文件夹"):
        jurisdictions(tmp_path / "没有")


def test_what_reads_well_and_is_odd_all_the_same(tmp_path: Path) -> None:
    text = (
        'region = "无名市"\n' + DEADLINE + DEADLINE + '[[disclosure]]\nletters = ["opinion"]\nvalue = "不予公开"\n'
        'reason = "不想公开"\nsource = "本市办法"\n[[classes]]\nsource = "本市办法"\n'
        'list = [{ mark = "A", wording = "解决", meanings = ["solved"] }, '
        '{ mark = "A", wording = "计划", meanings = ["in_progress_or_planned"] }]\n'
    )
    file = read_place(written(tmp_path, text))
    odd = "".join(oddities(file, jurisdictions()))
    for part in ("不在地区表中", "用了两次", "不想公开", "重复", "受条件限制"):
        assert part in odd
