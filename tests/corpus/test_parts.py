from corpus.document import Document
from corpus.parse import parse
from corpus.read.plain import read_plain


def read(text: str) -> Document:
    return parse(read_plain(text))


def parts(text: str) -> list[tuple[str | None, str | None, str]]:
    document = read(text)
    return [(part.number, part.title, text[part.start : part.end].split("\n")[0]) for part in document.parts]


NOTICE = (
    "关于报送工作总结的函\n市政协提案委：\n现报送。\n附件：1.提案办理工作总结\n2.参考题目\n\n市教育局\n2024年1月5日\n\n"
)


def test_attachments_under_their_labels() -> None:
    text = NOTICE + "附件1\n提案办理工作总结\n一、做法\n话。\n附件 2\n参考题目\n1.停车\n"
    assert parts(text) == [("1", "提案办理工作总结", "附件1"), ("2", "参考题目", "附件 2")]
    first, second = read(text).parts
    assert first.end == second.start and second.end == len(text)


def test_an_attachment_without_its_label_begins_at_its_name() -> None:
    text = NOTICE + "提案办理\n工作总结\n一、做法\n话。\n附件2\n参考题目\n"
    assert parts(text) == [("1", "提案办理工作总结", "提案办理"), ("2", "参考题目", "附件2")]


def test_the_rule_a_notice_carries() -> None:
    text = "关于印发《停车管理办法》的通知\n各区：\n现印发给你们。\n市政府\n2024年1月5日\n停车管理办法\n第一条　为了停车。\n"
    assert parts(text) == [(None, "停车管理办法", "停车管理办法")]
    assert any(passage.heading[-1] == "停车管理办法" for passage in read(text).passages)


def test_what_a_notice_carries_without_its_marks_and_what_that_attaches() -> None:
    text = (
        "关于印发澜州市停车工作方案的通知\n各区：\n现印发给你们。\n市政府\n2024年1月5日\n澜州市停车工作方案\n"
        "一、目标\n附件：任务分解表\n附件\n任务分解表\n停车\n"
    )
    assert parts(text) == [(None, "澜州市停车工作方案", "澜州市停车工作方案"), (None, "任务分解表", "附件")]


def test_a_decree_is_known_by_the_rule_it_issues() -> None:
    text = (
        "澜州市人民政府令\n第36号\n《澜州市停车规定》已经审议通过，现予公布，自2024年1月1日起施行。\n"
        "市长　赵某某\n2023年11月20日\n澜州市停车规定\n第一条　为了停车。\n"
    )
    document = read(text)
    assert (document.title, document.kind, document.doc_number) == (
        "澜州市停车规定",
        "measures",
        "澜州市人民政府令第36号",
    )
    assert (document.issuers, document.date, document.valid_from) == (("澜州市人民政府",), "2023-11-20", "2024-01-01")


def test_a_letter_that_only_names_its_attachments_has_no_parts() -> None:
    assert parts(NOTICE) == []


def test_headings_of_one_part_do_not_run_into_the_next() -> None:
    text = NOTICE + "附件1\n提案办理工作总结\n一、做法\n话。\n附件2\n参考题目\n停车\n"
    (section,) = read(text).sections
    assert text[section.start : section.end].strip() == "一、做法\n话。"


def test_an_announcement_is_known_by_the_law_it_publishes() -> None:
    text = (
        "澜州市第八届人民代表大会常务委员会公告\n（第12号）\n《澜州市停车条例》已于2023年5月30日通过，现予公布，自2023年10月1日起施行。\n"
        "澜州市人民代表大会常务委员会\n2023年8月4日\n澜州市停车条例\n第一条　为了停车。\n"
    )
    document = read(text)
    assert (document.title, document.kind, document.date) == ("澜州市停车条例", "law", "2023-08-04")
    assert document.issuer == "澜州市人民代表大会常务委员会"
