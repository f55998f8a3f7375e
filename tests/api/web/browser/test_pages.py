"""Every page in Chromium at both widths: axe finds nothing, the console stays silent, nothing comes from elsewhere,
nothing sticks out, the keyboard reaches everything. Pictures of all of them lie in ``out/pages``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.web.browser.conftest import (
    ADMINISTRATOR,
    NARROW,
    OFFICER,
    REVIEWER,
    SEARCHER,
    WIDE,
    Site,
    enter,
    listening,
    picture,
)  # fmt: skip

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_AXE = Path(__file__).with_name("axe.min.js")
_FIRST_PAGE = 200 * 1024
# name: (who, address)
PAGES: dict[str, tuple[str | None, str]] = {
    "login": (None, "/login"),
    "nowhere": (OFFICER, "/nowhere"),
    "ledger": (OFFICER, "/cases"),
    "ledger-all": (REVIEWER, "/cases?all=true"),
    "ledger-empty": (OFFICER, "/cases?q=没有这样的题目"),
    "months": (OFFICER, "/cases/months"),
    "case-new": (OFFICER, "/cases/new"),
    "case": (OFFICER, "/cases/{case}"),
    "case-edit": (OFFICER, "/cases/{case}/edit"),
    "draft": (OFFICER, "/drafts/{draft}"),
    "draft-trail": (OFFICER, "/drafts/{draft}/trail"),
    "review-queue": (REVIEWER, "/review"),
    "review": (REVIEWER, "/review/{sent}"),
    "review-versions": (REVIEWER, "/review/{sent}/versions"),
    "search": (SEARCHER, "/search"),
    "search-found": (SEARCHER, "/search?q=老旧小区加装电梯 补贴"),
    "search-nothing": (SEARCHER, "/search?q=量子纠缠望远镜"),
    "similar": (SEARCHER, "/search/similar"),
    "timeline": (SEARCHER, "/search/timeline?q=老旧小区加装电梯"),
    "rules": (SEARCHER, "/search/rules"),
    "rule": (SEARCHER, "/search/rules/show?name={rule}"),
    "documents": (SEARCHER, "/documents"),
    "document": (SEARCHER, "/documents/{reply}?q=小区"),
    "answers": (SEARCHER, "/documents/{reply}/answers"),
    "statistics": (REVIEWER, "/statistics"),
    "users": (ADMINISTRATOR, "/manage/users"),
    "manage-documents": (ADMINISTRATOR, "/manage/documents"),
    "places": (ADMINISTRATOR, "/manage/places?region=澜州市"),
    "organs": (ADMINISTRATOR, "/manage/organs?q=局"),
    "audit": (ADMINISTRATOR, "/manage/audit?check=true"),
    "account": (OFFICER, "/account"),
    "help": (OFFICER, "/help"),
}
# Parts of a page, asked for by htmx; the pages that show them are looked at whole.
PARTS = {"/drafts/{id}/edit", "/drafts/{id}/past", "/drafts/{id}/compare", "/review/{id}/note"}
# Addresses that lead on or hand out a file.
NO_PAGES = {"/", "/health", "/manage", "/cases/export", "/drafts/{id}/export"}
_FOCUSABLE = """() => [...document.querySelectorAll(
  'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
  .filter((one) => !one.disabled && one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length)
  .filter((one) => one.type !== 'radio' || one.checked || !document.querySelector(
     `input[type=radio][name="${one.name}"]:checked`))
  .map((one, n) => { one.dataset.stop = n; return (one.textContent || one.name || one.href || '').trim().slice(0, 40) })"""
_FOCUSED = """() => { const one = document.activeElement; const style = getComputedStyle(one);
  const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  return [one.dataset.stop ?? null, seen] }"""


@pytest.fixture(scope="module")
def windows(browser: "Browser", site: Site) -> dict[tuple[str | None, int], "Page"]:
    """A signed-in window for each user and width, opened when first asked for."""
    return {}


def window(
    windows: dict[tuple[str | None, int], "Page"],
    browser: "Browser",
    site: Site,
    who: str | None,
    size: tuple[int, int],
) -> "Page":
    if (who, size[0]) not in windows:
        windows[who, size[0]] = enter(browser, site, who, size)
    return windows[who, size[0]]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody(
    browser: "Browser", site: Site, windows: dict[Any, Any], name: str, size: tuple[int, int]
) -> None:
    who, address = PAGES[name]
    page = window(windows, browser, site, who, size)
    seen = listening(page)
    answer = page.goto(site.path(address))
    assert answer is not None and answer.status == (404 if name == "nowhere" else 200)
    page.wait_for_load_state("networkidle")
    picture(page, name, size)
    told = [one for one in seen.faults(site) if not (name == "nowhere" and "404" in one)]
    assert told == []
    page.evaluate(_AXE.read_text("utf-8"))
    found = page.evaluate("() => axe.run({resultTypes: ['violations']})")
    faults = [
        f"{one['id']}: {one['help']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]
    ]
    assert faults == [], "\n".join(faults)
    assert page.evaluate("() => document.scrollingElement.scrollWidth - window.innerWidth") <= 0, "sticks out"


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ("ledger-all", "ledger-empty")])
def test_the_keyboard_reaches_everything(browser: "Browser", site: Site, windows: dict[Any, Any], name: str) -> None:
    who, address = PAGES[name]
    page = window(windows, browser, site, who, WIDE)
    page.goto(site.path(address))
    page.wait_for_load_state("networkidle")
    stops = page.evaluate(_FOCUSABLE)
    reached: set[Any] = set()
    lit: set[Any] = set()
    page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0) }")
    # Fields of dates have several stops of their own.
    for _ in range(3 * len(stops) + 20):
        if len(reached) == len(stops):
            break
        page.keyboard.press("Tab")
        stop, visible = page.evaluate(_FOCUSED)
        if stop is not None:
            reached.add(int(stop))
            if visible:
                lit.add(int(stop))
    assert [text for number, text in enumerate(stops) if number not in reached] == []
    assert [stops[number] for number in reached - lit] == [], "without a visible focus"


@pytest.mark.parametrize("who", [None, OFFICER, SEARCHER, REVIEWER, ADMINISTRATOR])
def test_the_first_page_is_light(browser: "Browser", site: Site, who: str | None) -> None:
    """All bytes on the wire for the page and everything on it, nothing in the cache."""
    page = enter(browser, site, who)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    received: list[float] = []
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(f"{site.address}/")
    page.wait_for_load_state("networkidle")
    page.context.close()
    assert len(received) >= 4
    assert sum(received) <= _FIRST_PAGE


def test_every_page_is_looked_at() -> None:
    from tests.api.web.test_roles import PAGES as ALL

    shapes = {_shape(address) for _, address in PAGES.values()}
    assert {one.replace("{id}", "*") for one in set(ALL) - PARTS - NO_PAGES} <= shapes | {"/drafts/*/edit"}


def _shape(address: str) -> str:
    path = address.partition("?")[0]
    for name in ("{case}", "{draft}", "{sent}", "{reply}"):
        path = path.replace(name, "*")
    return path
