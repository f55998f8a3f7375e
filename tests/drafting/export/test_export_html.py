"""The web page: nothing of a source becomes markup, every source can be reached, nothing is fetched."""

import base64
import dataclasses
import hashlib
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from drafting.draft import Draft, Paragraph, Sentence, Source
from drafting.export.html import to_html
from drafting.placeholder import placeholders


def words(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_element_of_the_letter_is_there(letter: Draft) -> None:
    page = LexborHTMLParser(to_html(letter))
    for note in page.css(".note, .note-mark, .stance"):
        note.decompose()
    paper = page.css_first(".paper")
    assert paper is not None
    text = words(paper.text())
    body = [paragraph.text for paragraph in letter.paragraphs()]
    for part in (letter.issuer, letter.doc_number, letter.title, letter.signature, letter.date, *body):
        assert words(part) in text


def test_gaps_are_marked(letter: Draft) -> None:
    page = LexborHTMLParser(to_html(letter))
    assert tuple(mark.text() for mark in page.css(".paper mark")) == placeholders(letter)
    assert f"还有{len(placeholders(letter))}处待核实" in words(page.css_first(".state").text())  # type: ignore[union-attr]


def test_every_source_is_listed_once_and_linked(letter: Draft) -> None:
    page = LexborHTMLParser(to_html(letter))
    listed = {item.attributes["id"] for item in page.css(".sources li")}
    links = {str(link.attributes["href"]).removeprefix("#") for link in page.css("a.note-mark")}
    assert listed == links
    used = {source for part in letter.paragraphs() for one in part.sentences for source in one.sources}
    assert len(listed) == len(used) == 6
    quotes = [quote.text() for quote in page.css(".sources blockquote")]
    assert sorted(quotes) == sorted(source.quote for source in used)


def test_policy_allows_this_style_sheet_only(letter: Draft) -> None:
    text = to_html(letter)
    page = LexborHTMLParser(text)
    policy = page.css_first('meta[http-equiv="Content-Security-Policy"]')
    style = page.css_first("style")
    assert policy is not None and style is not None
    digest = base64.b64encode(hashlib.sha256(style.text().encode()).digest()).decode()
    assert "default-src 'none'" in str(policy.attributes["content"])
    assert f"'sha256-{digest}'" in str(policy.attributes["content"])
    assert not page.css("script, link, img, iframe, [style], [onclick]")
    assert "http://" not in text and "https://" not in text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    text=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=60)
    | st.sampled_from(["<script>alert(1)</script>", '"><img src=x onerror=y>', "]]>&amp;<!--", "{{ 7*7 }}"])
)
def test_no_text_becomes_markup(letter: Draft, text: str) -> None:
    text = f"甲{text}"
    source = Source("abc", "abc#1", 0, 1, text, title=text, date=text, adaptation=text)
    part = Paragraph((Sentence(text, "fact", (source,)),))
    hostile = dataclasses.replace(
        letter, title=text, issuer=text, addressee=text, opening=(part,), sections=(), copies=text
    )
    plain = dataclasses.replace(
        letter,
        title="甲",
        issuer="甲",
        addressee="甲",
        opening=(Paragraph((Sentence("甲", "fact", (dataclasses.replace(source, quote="甲"),)),)),),
        sections=(),
        copies="甲",
    )
    tags = [node.tag for node in LexborHTMLParser(to_html(hostile)).css("*")]
    expected = [node.tag for node in LexborHTMLParser(to_html(plain)).css("*")]
    allowed = {"mark", "span"}
    assert [tag for tag in tags if tag not in allowed] == [tag for tag in expected if tag not in allowed]
