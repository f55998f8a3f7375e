from corpus.read.pdf_characters import Character
from corpus.read.pdf_fragments import fragments


def test_characters_that_lie_on_each_other_are_read_all_the_same() -> None:
    """In a damaged file the usual gap may be as far back as a character is wide."""
    lefts = (0.0, 10.0, 10.0, 10.0, 10.0, 34.0)
    run = [
        Character(char, left, left + 10, 100.0, 10.0, "", at)
        for at, (char, left) in enumerate(zip("甲乙丙丁戊己", lefts, strict=True))
    ]
    assert "".join(one.text for one in fragments(run)).replace(" ", "") == "甲乙丙丁戊己"


def test_whole_characters_left_out_are_ideographic_spaces() -> None:
    run = [
        Character(char, left, left + 10, 100.0, 10.0, "", at)
        for at, (char, left) in enumerate((("张", 0.0), ("三", 20.0)))
    ]
    assert [one.text for one in fragments(run)] == ["张\u3000三"]
