"""The charts of the benchmarks: well-formed, told in words, never by colour alone."""

from xml.etree import ElementTree

from bench.charts import Bar, bar_chart

SVG = "{http://www.w3.org/2000/svg}"
BARS = (Bar("dafu", 2.0, "2.00 ms", own=True), Bar("a <peer> & its index", 8.0, "8.00 ms"), Bar("没有装上", None, "–"))


def drawn() -> ElementTree.Element:
    return ElementTree.fromstring(bar_chart("Milliseconds", "Bar chart.", BARS, "test"))


def rectangles() -> list[ElementTree.Element]:
    return [one for one in drawn().findall(f"{SVG}rect") if one.get("stroke")]


def test_a_screen_reader_is_told_title_and_description() -> None:
    root = drawn()
    named = (root.get("aria-labelledby") or "").split()
    told = {one.get("id"): one.text for one in root if one.tag in (f"{SVG}title", f"{SVG}desc")}
    assert root.get("role") == "img"
    assert [told[name] for name in named] == ["Milliseconds", "Bar chart."]


def test_bars_are_as_long_as_their_values() -> None:
    own, peer = (float(one.get("width", "")) for one in rectangles())
    assert abs(peer - 4 * own) < 0.2


def test_own_bars_differ_by_filling_and_bold_type() -> None:
    own, peer = rectangles()
    assert (peer.get("fill") or "").startswith("url(#") and not (own.get("fill") or "").startswith("url(#")
    bold = [one.text for one in drawn().findall(f"{SVG}text") if one.get("font-weight")]
    assert bold == ["Milliseconds", "dafu", "2.00 ms"]


def test_every_name_and_value_is_written_and_stays_inside() -> None:
    root = drawn()
    written = [one.text for one in root.findall(f"{SVG}text")]
    assert {text for bar in BARS for text in (bar.name, bar.told)} <= set(written)
    width = float(root.get("width", ""))
    ends = [float(one.get("x", "")) + float(one.get("width", "")) for one in rectangles()]
    assert max(ends) + 8 + len("8.00 ms") * 7 < width


def test_nothing_measured_is_still_a_chart() -> None:
    root = ElementTree.fromstring(bar_chart("Empty", "Bar chart.", (Bar("a", None, "–"),), "empty"))
    assert [one for one in root.findall(f"{SVG}rect") if one.get("stroke")] == []
