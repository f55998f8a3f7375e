from corpus.parse import parse
from corpus.read.plain import read_plain
from corpus.structure.contents import contents_span
from corpus.structure.lines import lines

LAW = "澜州市停车条例\n目　录\n第一章　总则……1\n第二章　附则……9\n第一章　总则\n第一条　为了停车。\n第二章　附则\n第二条　本条例自2022年3月1日起施行。\n"


def span(text: str) -> str | None:
    found = contents_span(list(lines(text)))
    return text[slice(*found)] if found else None


def test_the_entries_end_where_the_first_of_them_comes_again() -> None:
    assert span(LAW) == "目　录\n第一章　总则……1\n第二章　附则……9"


def test_headings_are_told_once() -> None:
    assert [section.number for section in parse(read_plain(LAW)).sections] == ["第一章", "第二章"]


def test_a_text_that_only_speaks_of_a_list_has_none() -> None:
    assert span("目录\n一、甲\n" + "本市各单位要认真执行上述各项要求，" * 8 + "\n") is None
    assert span("现公布目录。\n一、甲\n一、甲\n") is None
    assert span("目录") is None
