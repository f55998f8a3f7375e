"""The frame of a letter: whom it addresses, in which words, by whose rules; a golden file for every combination."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Document, Proposer, Reference, RoleDate
from corpus.errors import UnusableInput
from drafting.address import address, collective_pronoun, salutation
from drafting.fill import fill
from drafting.frame import earlier_reply, place_of, seen_series, settle_assigned, settle_letter
from drafting.jurisdiction_register import jurisdictions
from drafting.placeholder import PLACEHOLDER
from drafting.tail import class_of
from tests.drafting.frame_cases import BODIES, DELEGATION, EARLIER, JOINT, ONE, frames, golden, matter_for

GOLDEN = Path(__file__).with_name("golden_frames.txt")
FRAMES = dict(frames())


def test_every_frame_is_as_it_was_judged() -> None:
    """After a look at each change: ``GOLDEN.write_text(golden())``."""
    assert golden() == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("name", FRAMES)
def test_noun_and_honorific_follow_the_item(name: str) -> None:
    text, draft = FRAMES[name].text, FRAMES[name]
    wrong_noun = "建议" if "·提案·" in name else "提案"
    frame = "".join((draft.title, draft.addressee, *(p.text for p in draft.closing)))
    assert f"号{wrong_noun}" not in text
    assert ("代表" if "·提案·" in name else "委员") not in frame.replace("委员小组", "").replace("委员会", "")


@pytest.mark.parametrize("name", [name for name in FRAMES if not name.endswith(("个人", "联名"))])
def test_an_organisation_is_never_spoken_to_as_a_person(name: str) -> None:
    assert "您" not in PLACEHOLDER.sub("", FRAMES[name].text)


@pytest.mark.parametrize("name", FRAMES)
def test_only_a_reply_is_classed_and_copied(name: str) -> None:
    draft = FRAMES[name]
    assert (draft.class_mark is None) == (draft.kind in ("opinion", "interim"))
    assert bool(draft.copies) == (draft.kind != "opinion")
    assert (draft.sections == ()) and draft.text.count("公开方式：") == 1


def test_an_opinion_is_withheld_with_its_reason() -> None:
    draft = FRAMES["会办意见·会办·提案·个人"]
    assert draft.disclosure == "不予公开" and "第十六条第二款" in draft.disclosure_reason
    assert {one.field for one in draft.basis} == {"disclosure"}


@pytest.mark.parametrize(
    ("region", "level", "line", "closing", "copied"),
    [
        ("澜州市", "市", "彭家骏代表", "感谢你们", "温秀梅代表"),
        ("青岛市", "市", "彭家骏代表", "请您将本答复转告其他联名代表。", None),
        ("上海市", "市", "彭家骏、温秀梅代表", "感谢你们", None),
        ("无名市", "市", "彭家骏、温秀梅代表", "感谢你们", None),
    ],
)
def test_joint_proposers_by_the_rule_of_the_place(
    region: str, level: str, line: str, closing: str, copied: str | None
) -> None:
    draft = fill(matter_for("建议", JOINT["建议"], "独办", region=region, level=level, issuer=f"{region}教育局"), ())
    assert draft.addressee == line
    assert closing in draft.closing[0].text
    assert (copied in draft.copies) if copied else ("温秀梅" not in draft.copies)
    named = "您与温秀梅代表" if line == "彭家骏代表" else "你们"
    assert f"{named}在{region}十五届人大六次会议上联名提出的" in draft.opening[0].text


def test_what_a_place_has_not_laid_down_stays_open() -> None:
    draft = fill(matter_for("提案", ONE["提案"], "独办", region="无名市", issuer="无名市教育局"), ())
    assert draft.copies == "【待核实：抄送单位】" and draft.doc_number == "【待核实：发文字号】"
    assert draft.class_mark == "【待核实：办理结果分类】"


def test_an_office_named_by_its_duty_only_is_left_open() -> None:
    draft = fill(matter_for("建议", ONE["建议"], "独办", region="上海市", issuer="上海市教育委员会"), ())
    assert draft.copies == "【待核实：市人大常委会代表工作机构的规范名称】，市政府办公厅"
    assert draft.class_mark is None


def test_a_units_own_titles_and_numbers() -> None:
    bureau = "浙江省海洋与渔业局"
    reply = fill(matter_for("建议", ONE["建议"], "独办", region="浙江省", level="省", issuer=bureau), ())
    assert reply.title == "关于浙江省十五届人大六次会议“20260105号”建议的答复"
    opinion = fill(matter_for("提案", ONE["提案"], "会办", region="浙江省", level="省", issuer=bureau), ())
    assert opinion.doc_number == "浙海渔提函〔2026〕【待核实：序号】号"
    assert [one.text for one in opinion.basis if one.field == "doc_number"] == ["浙海渔提函"]


def test_an_administrators_frame(tmp_path: Path) -> None:
    (tmp_path / "临川市.toml").write_text(
        'region = "临川市"\nabove = "云江省"\n'
        '[[titles]]\nletters = ["reply"]\ntext = "{机关}关于{会议}第{编号}号{类型}答复的函"\nsource = "本市通知"\n'
        '[[closings]]\nletters = ["reply"]\nending = "此复。"\nsource = "本市通知"\n'
        '[[openings]]\nrole = "主办"\nvariant = "C"\nsource = "本市通知"\n'
        '[[classes]]\nprinted = "分类：{类}"\nsource = "本市通知"\n'
        'list = [{ mark = "A", wording = "解决", meanings = ["solved"] }]\n'
        '[[contacts]]\nname = "甲乙"\nphone = "0700—1234567"\nsource = "局办公室"\n',
        "utf-8",
    )
    places = jurisdictions(tmp_path)
    matter = matter_for("提案", ONE["提案"], "主办", region="临川市", issuer="临川市教育局", places=places)
    draft = fill(matter, ())
    assert draft.title == "临川市教育局关于临川市政协八届五次会议第20260105号提案答复的函"
    assert "该提案由我局主办，市财政局会办。结合各会办单位意见" in draft.opening[0].text
    assert draft.closing[-1].text == "此复。" and draft.contact == "联系人：甲乙，联系电话：0700—1234567"
    assert matter.frame is not None
    mark, form, basis = class_of(["采纳"], matter.frame, True)
    assert (mark, form.replace("{类}", mark or ""), basis[0].rests_on) == ("A", "分类：A", "本市通知")


def test_an_extension_notice_rests_on_the_rule_or_leaves_it_open() -> None:
    beijing = fill(matter_for("建议", ONE["建议"], "独办", "延期说明", region="北京市", issuer="北京市教育委员会"), ())
    text = beijing.opening[1].text
    assert "按照《北京市人民代表大会代表建议、批评和意见办理条例》第二十一条的规定" in text
    assert "【待核实：交办机关同意延期的时间和文件】，我委将于2026年9月2日前办结并书面答复您。" in text
    unknown = fill(matter_for("提案", ONE["提案"], "独办", "延期说明", region="北京市", issuer="北京市教育委员会"), ())
    assert (
        "【待核实：延期的规定依据和同意延期的情况】，我委将于【待核实：延期后的答复日期】前" in unknown.opening[1].text
    )
    city = fill(matter_for("建议", ONE["建议"], "独办", "延期说明", region="济南市", issuer="济南市教育局"), ())
    assert (
        "《山东省" not in city.opening[1].text
    )  # the province's rule on its own deputies is no basis of a city's letter


def test_a_second_reply_without_the_first_leaves_number_and_day_open() -> None:
    draft = fill(matter_for("提案", ONE["提案"], "主办", "二次答复"), ())
    assert "我局已于【待核实：首次答复日期】以【待核实：首次答复文号】作出答复。" in draft.opening[0].text
    known = fill(matter_for("提案", ONE["提案"], "主办", "二次答复", earlier=EARLIER), ())
    assert "我局已于2025年5月10日以澜住建函〔2025〕47号作出答复。" in known.opening[0].text
    assert EARLIER.sources[0] in known.opening[0].sentences[0].sources


def reply(issuer: str, number: str, day: str, title: str = "关于提案的答复") -> Document:
    text = f"{issuer}\n{number}\n{title}\n{day}"
    at = text.index(number)
    return Document(
        text, "reply", title, number, issuer, date=day, dates=(RoleDate("成文", day, text.index(day), len(text)),),
        references=(Reference("doc_number", number, number, at, at + len(number)),),
    )  # fmt: skip


def test_the_first_reply_is_the_issuers_own_and_earliest() -> None:
    stored = [
        ("d1", reply("澜州市公安局", "澜公函〔2023〕2号", "2023-04-01")),
        ("d2", reply("澜州市教育局", "澜教函〔2024〕9号", "2024-02-01", "关于提案的补充答复")),
        ("d3", reply("澜州市教育局", "澜教函〔2023〕5号", "2023-05-02")),
        ("d4", reply("澜州市教育局", "澜教函〔2023〕8号", "2023-06-02")),
    ]
    found = earlier_reply("澜州市教育局", stored, "2024-06-01")
    assert found is not None and (found.number, found.day) == ("澜教函〔2023〕5号", "2023-05-02")
    assert [source.document for source in found.sources] == ["d3", "d3"]
    assert earlier_reply("澜州市教育局", stored, "2023-01-01") is None
    assert earlier_reply("澜州市民政局", stored, "2024-06-01") is None


def test_the_series_of_the_newest_letter() -> None:
    stored = {
        "d1": reply("澜州市教育局", "澜教函〔2025〕41号", "2025-06-01"),
        "d2": reply("澜州市公安局", "澜公函〔2025〕2号", "2025-06-01"),
    }
    found = seen_series("澜州市教育局", "second_reply", ["d2", "d1"], stored.__getitem__)
    assert found is not None and (found.code, found.source.document) == ("澜教函", "d1")
    assert found.source.quote == "澜教函〔2025〕41号"
    assert seen_series("澜州市教育局", "opinion", ["d1"], stored.__getitem__) is None


def test_letters_by_name_and_role() -> None:
    assert settle_letter(None, "会办") == "opinion" and settle_letter(None, "分办") == "reply"
    assert settle_letter("二次答复", "主办") == "second_reply" and settle_letter("延期说明", "独办") == "interim"
    for name, role, told in (
        ("便函", "主办", "便函"), ("二次答复", "会办", "会办意见"), ("会办意见", "主办", "--role 会办"),
    ):  # fmt: skip
        with pytest.raises(UnusableInput, match=told):
            settle_letter(name, "会办" if role == "会办" else "主办")
    assert settle_assigned("2026-03-02") == "2026-03-02" and settle_assigned(None) is None
    with pytest.raises(UnusableInput, match="3月2日"):
        settle_assigned("3月2日")


def test_the_place_is_that_of_the_session() -> None:
    places = jurisdictions()
    case = matter_for("提案", ONE["提案"], "独办", region="东莞市", issuer="东莞市教育局").case
    assert place_of(case, "东莞市教育局", places) == "东莞市"

    def at(level: str) -> str | None:
        session = case.session
        assert session is not None
        return place_of(replace(case, session=replace(session, level=level, region=None)), "东莞市教育局", places)

    assert (at("省"), at("市"), at("全国"), at("县")) == ("广东省", "东莞市", "国家", None)
    assert place_of(replace(case, session=None), "东莞市教育局", places) == "东莞市"
    assert place_of(replace(case, session=None), None, places) is None


def test_salutations() -> None:
    assert salutation(ONE["提案"], "委员") == "沈若兰委员"
    assert salutation(JOINT["建议"], "代表") == "彭家骏、温秀梅代表"
    assert salutation(BODIES["党派和委员"], "委员") == "民革澜州市委会、沈若兰委员"
    assert salutation((), "委员") is None and address((), None, "提案").line is None


def test_the_item_decides_the_honorific_whatever_the_case_file_says() -> None:
    wrong = (Proposer("刘潜发", "代表", True), Proposer("何志鹏", "代表"))
    assert address(wrong[:1], None, "提案").line == "刘潜发委员"
    joint = address(wrong, "lead", "提案")
    assert (joint.line, joint.whom, joint.honorific) == ("刘潜发委员", "您与何志鹏委员", "委员")


@pytest.mark.parametrize(
    ("proposer", "pronoun"),
    [
        (BODIES["党派"][0], "贵委"),
        (BODIES["团体"][0], "贵会"),
        (Proposer("九三学社澜州市委员会", "党派"), "贵委"),
        (Proposer("市妇联", "团体"), "贵会"),
        (Proposer("市妇女联合会", "团体"), "贵会"),
        (BODIES["界别"][0], "你们"),
        (DELEGATION[0], "你们"),
        (Proposer("某某", "团体"), "你们"),
    ],
)
def test_how_an_organisation_is_spoken_to(proposer: Proposer, pronoun: str) -> None:
    assert collective_pronoun(proposer) == pronoun


def test_the_class_waits_for_open_answers() -> None:
    frame = matter_for("提案", ONE["提案"], "独办").frame
    assert frame is not None
    assert class_of(["采纳"], frame, settled=False)[0] == "【待核实：办理结果分类】"
    assert class_of(["采纳"], frame, settled=True)[0] == "A"
