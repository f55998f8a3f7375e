import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Body, Session
from corpus.grammar.sessions import find_sessions, session_value, session_wording


def found(text: str) -> list[tuple[str, str]]:
    return [(m.raw, session_value(m.session)) for m in find_sessions(text)]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("市政协七届三次会议", "市|政协|7|3"),
        ("市政协第十三届一次会议", "市|政协|13|1"),
        ("省政协十二届一次全体会议", "省|政协|12|1"),
        ("十二届省政协一次会议", "省|政协|12|1"),
        ("政协第十三届全国委员会第一次会议", "全国|政协|13|1"),
        ("政协澜州市第八届委员会第二次会议", "澜州市|政协|8|2"),
        ("中国人民政治协商会议第八届澜州市委员会第二次会议", "澜州市|政协|8|2"),
        ("澜州市第十五届人民代表大会第六次会议", "澜州市|人大|15|6"),
        ("市第十五届人大第四次会议", "市|人大|15|4"),
        ("区人大九届三次会议", "区|人大|9|3"),
        ("市政协 13 届 1 次会议", "市|政协|13|1"),
    ],
)
def test_wordings(raw: str, value: str) -> None:
    assert found(raw) == [(raw, value)]
    assert found(f"您在{raw}上提出") == [(raw, value)]


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("关于做好省政协十二届一次会议提案工作的通知", "省政协十二届一次会议"),
        ("出席云江省政协十二届一次会议的委员", "云江省政协十二届一次会议"),
        ("列席青屏县政协五届二次会议", "青屏县政协五届二次会议"),
    ],
)
def test_a_place_does_not_swallow_the_sentence(text: str, raw: str) -> None:
    assert [mention for mention, _ in found(text)] == [raw]


@pytest.mark.parametrize(
    "text",
    [
        "省委十届四次全会",
        "十七届三中全会",
        "党的十九大",
        "市委八届五次全体会议",
        "第十三届全国人大常委会第五次会议",
        "市政府第三次常务会议",
        "政协千千届一次会议",
        "次会议" * 30,
    ],
)
def test_other_meetings(text: str) -> None:
    assert found(text) == []


def test_two_sessions_in_one_sentence() -> None:
    assert [v for _, v in found("市政协八届二次会议、市十五届人大三次会议")] == ["市|政协|8|2", "市|人大|15|3"]


@given(
    st.sampled_from(["市", "澜州市", "全国", "省", "青屏县"]),
    st.sampled_from(["政协", "人大"]),
    st.integers(1, 30),
    st.integers(1, 12),
)
def test_what_is_written_is_read(place: str, body: Body, term: int, number: int) -> None:
    level = place if place in ("市", "省", "全国") else place[-1]
    session = Session(level, None if place == level else place, body, term, number)
    (mention,) = find_sessions(session_wording(session))
    assert mention.session == session


@given(st.text(alphabet="省市政协人大第届一二三次会议 \n全体委员会", max_size=40))
def test_spans_are_exact(text: str) -> None:
    end = 0
    for mention in find_sessions(text):
        assert text[mention.start : mention.end] == mention.raw
        assert mention.start >= end
        end = mention.end
