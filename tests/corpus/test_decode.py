import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.decode import TEXT_LIMIT, clean, decode, decode_noticed
from corpus.errors import UnusableInput

LETTER = "关于加强养老服务工作的建议\n一、背景。本市现有老年人口2万人，“一老一小”问题突出。\n"
TRADITIONAL = "關於加強養老服務工作的建議\n一、背景。本市現有老年人口2萬人，問題突出。\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb2312", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
@pytest.mark.parametrize("length", [3, 8, len(LETTER)])
def test_reads_the_encodings_of_chinese_offices(encoding: str, length: int) -> None:
    text = LETTER[:length]
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_a_byte_order_mark_is_no_text(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert decode(mark + LETTER.encode(encoding), "a.txt") == LETTER


def test_reads_big5() -> None:
    assert decode(TRADITIONAL.encode("big5"), "a.txt") == TRADITIONAL


def test_reads_rare_characters_of_gb18030() -> None:
    text = LETTER + "联系人：㐂䶮、𠮷田"
    assert decode(text.encode("gb18030"), "a.txt") == text


def test_the_declared_encoding_comes_before_guessing() -> None:
    greek = "Ελληνικά κείμενα"
    assert decode(greek.encode("iso8859-7"), "a.html", "iso-8859-7") == greek


def test_gb2312_is_read_as_gb18030_like_browsers_do() -> None:
    assert decode("李䶮".encode("gb18030"), "a.html", "gb2312") == "李䶮"


def test_an_unknown_declaration_is_passed_over() -> None:
    assert decode(LETTER.encode("gbk"), "a.html", "no-such-charset") == LETTER


def test_a_damaged_byte_does_not_lose_the_rest() -> None:
    data = LETTER.encode() * 20
    cut = data[:100] + b"\xff" + data[101:]
    text = decode(cut, "a.txt")
    assert text.count("关于加强养老服务工作的建议") == 20
    assert "\ufffd" in text


PASTED = "联系人：张三，电话：12345678。\n三、关于补助标准。\n"


@pytest.mark.parametrize(("first", "second"), [("utf-8", "gb18030"), ("gb18030", "utf-8"), ("utf-8-sig", "gbk")])
@pytest.mark.parametrize("times", [1, 300])
def test_reads_two_encodings_in_one_file_line_by_line(first: str, second: str, times: int) -> None:
    data = (
        (LETTER * times).encode(first) + PASTED.encode(second) + b"ASCII\n" + LETTER.encode(first.removesuffix("-sig"))
    )
    text, notices = decode_noticed(data, "a.txt")
    assert text == LETTER * times + PASTED + "ASCII\n" + LETTER
    assert len(notices) == 1
    assert "a.txt" in notices[0]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16"])
def test_one_encoding_is_not_taken_for_two(encoding: str) -> None:
    text = TRADITIONAL if encoding == "big5hkscs" else LETTER + "联通\n一\n𠮷\n"
    decoded, notices = decode_noticed(text.encode(encoding), "a.txt")
    assert (decoded, notices) == (text, ())


def test_a_damaged_line_is_not_a_second_encoding() -> None:
    data = LETTER.encode() * 20 + LETTER.encode()[:30] + b"\xff\xfe" + LETTER.encode()[30:]
    assert decode_noticed(data, "a.txt")[1] == ()


@pytest.mark.parametrize(
    "data",
    [bytes(5000), bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 500],
    ids=["zeros", "all bytes", "controls"],
)
def test_refuses_what_is_no_text(data: bytes) -> None:
    with pytest.raises(UnusableInput, match=r"“a\.txt”的内容不是文字"):
        decode(data, "a.txt")


def test_refuses_a_huge_text_and_says_what_the_limit_is() -> None:
    with pytest.raises(UnusableInput, match="50 MB，超过文本文件 20 MB 的上限"):
        decode(b"a" * (50 * 2**20), "a.txt")


def test_reads_a_text_of_the_very_limit() -> None:
    assert len(decode(b"a" * TEXT_LIMIT, "a.txt")) == TEXT_LIMIT


@pytest.mark.parametrize(
    ("dirty", "text"),
    [
        ("一\r\n二\r三\u2028四\u0085五\x0c六\x0b七", "一\n二\n三\n四\n五\n六\n七"),
        ("甲\x00乙\x07丙", "甲乙丙"),
        ("甲\ud800乙\udfff", "甲乙"),
        ("\ufeff甲\u200b乙\u202e丙\xad丁", "甲乙丙丁"),
        ("列\t列　 列\xa0列", "列\t列　 列\xa0列"),
        ("**加强组织协调。**\n- 一、", "**加强组织协调。**\n- 一、"),
    ],
)
def test_cleans_what_is_not_seen(dirty: str, text: str) -> None:
    assert clean(dirty) == text


@given(st.text())
def test_cleaned_text_can_be_stored_and_stays_clean(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert "\x00" not in cleaned
    assert "\r" not in cleaned
    assert clean(cleaned) == cleaned


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_refusal(data: bytes) -> None:
    try:
        text = decode(data, "a.txt")
    except UnusableInput as refusal:
        assert "a.txt" in refusal.message
    else:
        assert clean(text) == text
