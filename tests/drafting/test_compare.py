"""A letter beside earlier ones: what is the same, reworded, new, dropped and contradicted, and by what."""

from pathlib import Path

import pytest

from corpus.document import Document
from corpus.parse import parse
from corpus.read import read_bytes
from drafting.checks.read_letter import read_letter
from drafting.compare.compare import compare
from drafting.compare.comparison import Change, Comparison, Pair, Prior

REPLIES = Path(__file__).resolve().parents[2] / "corpus" / "sample" / "replies"
LETTER = """澜州市教育局
澜教函〔2026〕18号
关于市政协九届二次会议第20260118号提案的答复
李文华委员：
　　您提出的《关于提升课后服务质量的提案》（第20260118号提案）收悉。经研究，现答复如下：
　　一、关于丰富课程供给
　　您的建议我们予以采纳。截至2025年底，全市开设课后服务课程860门，参加学生12.6万人。根据《澜州市课后服务管理办法》（澜府办〔2024〕7号）第五条，课程由学校自主设置。我局将于2026年9月底前建立课程资源库。
　　二、关于提高补助标准
　　每生每年补助300元，由市、区两级各承担一半。据市财政局反馈，目前不具备提高标准的条件。
　　三、关于引入社会力量
　　已遴选社会机构46家进入名录。下一步，我局将于2026年12月底前开展评估，名单向社会公布。
　　专此答复。
澜州市教育局
2026年5月20日
"""


def read(text: str, name: str = "答复.txt") -> Document:
    return parse(read_bytes(text.encode(), name), name)


def beside(letter: str, prior: str = LETTER) -> Comparison:
    return compare(read_letter(read(letter), "2026-06-01"), [Prior("earlier", read(prior))])


def edited(old: str, new: str) -> Comparison:
    assert LETTER.count(old) == 1
    return beside(LETTER.replace(old, new))


def touched(found: Comparison) -> Pair:
    """The one pair that is not the same."""
    (pair,) = [pair for pair in found.pairs if pair.relation != "same"]
    return pair


def kinds(pair: Pair) -> set[tuple[str, bool]]:
    return {(change.kind, change.contradicts) for change in pair.changes}


def test_a_letter_is_the_same_as_itself() -> None:
    found = beside(LETTER)
    assert [pair.relation for pair in found.pairs] == ["same"] * 3
    assert not any(pair.changes for pair in found.pairs)
    assert found.open_commitments == () and found.copied == ()


def test_blanks_and_the_width_of_marks_make_no_difference() -> None:
    found = beside(LETTER.replace("，", ",").replace("。", "。 ").replace("（", "(").replace("）", ")"))
    assert {pair.relation for pair in found.pairs} == {"same"}


@pytest.mark.parametrize(
    ("old", "new", "draft", "prior"),
    [
        ("860门", "680门", "680门", "860门"),
        ("12.6万人", "12.8万人", "12.8万人", "12.6万人"),
        ("补助300元", "补助360元", "360元", "300元"),
        ("46家", "64家", "64家", "46家"),
    ],
)
def test_a_changed_figure_contradicts(old: str, new: str, draft: str, prior: str) -> None:
    pair = touched(edited(old, new))
    assert pair.relation == "contradicted"
    assert Change("figure", draft, prior, contradicts=True) in pair.changes


def test_a_figure_of_another_time_is_news_and_no_contradiction() -> None:
    pair = touched(edited("截至2025年底，全市开设课后服务课程860门", "截至2026年4月底，全市开设课后服务课程910门"))
    figures = [change for change in pair.changes if change.kind == "figure"]
    assert pair.relation == "reworded"
    assert figures and not any(change.contradicts for change in figures)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("您的建议我们予以采纳。", "您的建议我们不予采纳。"),
        ("您的建议我们予以采纳。", "经研究，该项建议暂不具备实施条件。"),
        ("目前不具备提高标准的条件", "同意提高补助标准"),
        ("目前不具备提高标准的条件", "目前已具备提高标准的条件"),
        ("下一步，我局将于2026年12月底前开展评估，名单向社会公布。", "引入社会力量的条件尚不成熟，不予采纳。"),
    ],
)
def test_an_opposite_stance_contradicts(old: str, new: str) -> None:
    pair = touched(edited(old, new))
    assert pair.relation == "contradicted"
    assert ("stance", True) in kinds(pair)


@pytest.mark.parametrize(
    ("old", "new", "draft"),
    [
        ("澜府办〔2024〕7号", "澜府办〔2023〕7号", "澜府办〔2023〕7号"),
        ("《澜州市课后服务管理办法》", "《澜州市校外培训管理办法》", "《澜州市校外培训管理办法》"),
    ],
)
def test_another_rule_in_its_place_contradicts(old: str, new: str, draft: str) -> None:
    pair = touched(edited(old, new))
    assert pair.relation == "contradicted"
    assert any(change.kind == "rule" and (change.draft or "").startswith(draft) for change in pair.changes)


def test_a_replacement_that_is_told_as_one_does_not() -> None:
    new = "澜府办〔2026〕3号，澜府办〔2024〕7号同时废止"
    assert not any(change.contradicts for change in touched(edited("澜府办〔2024〕7号", new)).changes)


def test_a_moved_time_is_a_changed_deadline() -> None:
    pair = touched(edited("2026年9月底前", "2027年3月底前"))
    assert Change("deadline", "2027年3月底前", "2026年9月底前", contradicts=True) in pair.changes


def test_a_promise_given_up_and_one_made_anew() -> None:
    given_up = touched(edited("我局将于2026年9月底前建立课程资源库。", ""))
    assert given_up.relation == "dropped"
    assert [change.kind for change in given_up.changes] == ["commitment"]
    anew = touched(edited("各承担一半。", "各承担一半。我局将于2027年6月底前开展绩效评价。"))
    assert anew.relation == "new"
    assert [change.kind for change in anew.changes] == ["commitment"]


def test_a_sentence_left_out_is_dropped() -> None:
    pair = touched(edited("每生每年补助300元，由市、区两级各承担一半。", ""))
    assert pair.relation == "dropped"
    assert [(change.draft, change.prior) for change in pair.changes] == [
        (None, "每生每年补助300元，由市、区两级各承担一半。")
    ]


def test_an_answer_left_out_is_dropped_and_one_added_is_new() -> None:
    short = LETTER[: LETTER.index("　　三、")] + LETTER[LETTER.index("　　专此答复") :]
    left_out = [pair for pair in beside(short).pairs if pair.relation != "same"]
    assert [(pair.relation, pair.draft is None, pair.suggestion) for pair in left_out] == [("dropped", True, "三")]
    added = [pair for pair in beside(LETTER, short).pairs if pair.relation != "same"]
    assert [(pair.relation, pair.prior is None, pair.suggestion) for pair in added] == [("new", True, "三")]


def test_answers_in_another_order_are_paired_by_what_they_say() -> None:
    first, second = LETTER.index("　　二、"), LETTER.index("　　三、")
    end = LETTER.index("　　专此答复")
    swapped = (
        LETTER[:first]
        + LETTER[second:end].replace("三、", "二、")
        + LETTER[first:second].replace("二、", "三、")
        + LETTER[end:]
    )
    assert {pair.relation for pair in beside(swapped).pairs} == {"same"}


def test_another_class_is_told() -> None:
    found = beside("类别：A\n" + LETTER, "类别：B\n" + LETTER)
    assert found.pairs[0].changes == (Change("class", "A", "B"),)
    assert found.pairs[0].relation == "same"


def test_a_reworded_sentence_shows_what_was_put_in_and_struck_out() -> None:
    pair = touched(edited("课程由学校自主设置", "课程由学校根据条件自主设置"))
    assert pair.relation == "reworded"
    (sentence,) = [one for one in pair.sentences if one.relation == "reworded"]
    assert sentence.draft and sentence.prior
    assert "".join(s.text for s in sentence.redline if s.operation != "delete") == sentence.draft.text
    assert "".join(s.text for s in sentence.redline if s.operation != "insert") == sentence.prior.text
    assert [s.text for s in sentence.redline if s.operation == "insert"] == ["根据条件"]


def test_offsets_are_those_of_the_letters() -> None:
    letter, prior = read(LETTER.replace("46家", "48家")), read(LETTER)
    pairs = compare(read_letter(letter, "2026-06-01"), [Prior("earlier", prior)]).pairs
    sides = [(one.draft, one.prior) for one in pairs]
    sides += [(one.draft, one.prior) for pair in pairs for one in pair.sentences]
    assert len(sides) > 3
    for mine, earlier in sides:
        assert mine is None or letter.text[mine.start : mine.end] == mine.text
        assert earlier is None or prior.text[earlier.start : earlier.end] == earlier.text


def test_of_a_letter_on_another_matter_only_answers_alike_count() -> None:
    other = read(LETTER.replace("课后服务", "河道保洁").replace("一、关于丰富课程供给", "一、关于河道保洁"))
    letter = read_letter(read(LETTER), "2026-06-01")
    assert not any(pair.draft is None for pair in compare(letter, [Prior("other", other, whole=False)]).pairs)


@pytest.mark.parametrize("text", ["答", "。", "关于提案的答复", "一、\n二、\n三、\n", "甲" * 3000])
def test_any_text_can_be_compared(text: str) -> None:
    for letter, prior in ((text, LETTER), (LETTER, text), (text, text)):
        assert all(pair.draft or pair.prior for pair in beside(letter, prior).pairs)


@pytest.mark.parametrize(
    "text", ["您反映的问题收悉。经查，该路段已修复。我局将加强巡查，年底前完成改造。", "一段没有格式的话，有3个数。"]
)
def test_a_text_without_any_form_is_one_answer(text: str) -> None:
    assert {pair.relation for pair in beside(text, text).pairs} == {"same"}
    (pair,) = beside(text, text[:-1] + "，后来又说了别的。").pairs
    assert pair.relation in ("reworded", "contradicted")


def sample(name: str) -> Document:
    path = REPLIES / name
    return parse(read_bytes(path.read_bytes(), path.name), path.name)


@pytest.mark.parametrize("path", sorted(REPLIES.iterdir()), ids=lambda path: path.stem)
def test_every_sample_reply_is_the_same_as_itself(path: Path) -> None:
    document = sample(path.name)
    found = compare(read_letter(document, "2026-06-01"), [Prior("itself", document)])
    assert found.pairs and {pair.relation for pair in found.pairs} == {"same"}


def test_a_second_reply_is_read_beside_the_first() -> None:
    first, second = sample("2023-20230106-zhujian.docx"), sample("2024-20230106-zhujian-buchong.txt")
    found = compare(read_letter(second, "2024-02-06"), [Prior("first", first)])
    assert [(pair.suggestion, pair.relation) for pair in found.pairs] == [
        ("一", "reworded"),
        ("二", "reworded"),
        ("三", "reworded"),
        ("四", "reworded"),
    ]
    changes = [change for pair in found.pairs for change in pair.changes]
    assert Change("class", "A", "B") in changes
    assert Change("rule", "澜府办〔2023〕21号", "澜府办〔2020〕17号") in changes
    assert not any(change.contradicts for change in changes)


def test_other_answers_of_the_unit_on_the_topic_are_no_contradiction() -> None:
    lifts, first = sample("2024-20240207-zhujian.txt"), sample("2023-20230106-zhujian.docx")
    found = compare(read_letter(lifts, "2024-06-05"), [Prior("first", first, whole=False)])
    (pair,) = found.pairs
    assert pair.draft and "使用管理责任" in pair.draft.text
    assert pair.prior and "投入使用后的安全监管" in pair.prior.text
    assert pair.relation == "reworded"
