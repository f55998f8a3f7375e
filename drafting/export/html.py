"""The letter as one self-contained web page that shows the source of every sentence."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from drafting.draft import Draft, Source
from drafting.export import printed
from drafting.export.layout import letter_layout
from drafting.export.source_list import numbered_sources
from drafting.export.title_lines import title_lines
from drafting.placeholder import placeholder_runs, placeholders

_FOLDER = Path(__file__).parent


def to_html(draft: Draft) -> str:
    """A page without script and without outside files; a content policy allows its own style sheet only."""
    return (
        _templates()
        .get_template("letter.html.j2")
        .render(
            draft=draft,
            printed=printed,
            sources=numbered_sources(draft),
            gaps=placeholders(draft),
            title_lines=title_lines(draft.title, letter_layout().title_ems),
            style=_style(),
            style_source=style_source(),
        )
    )


def style_source() -> str:
    """What a content policy must name so that the page may use its style sheet: ``sha256-…``."""
    return f"sha256-{base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()}"


@cache
def _style() -> str:
    return (_FOLDER / "letter.css").read_text("utf-8")


def _facts(source: Source) -> str:
    """Date, disclosure, place in the source, and how the sentence differs from the words of the source."""
    place = f"第{source.start + 1}—{source.end}字"
    changed = f"改动：{source.adaptation}" if source.adaptation else ""
    return "　".join(fact for fact in (source.date, source.disclosure, place, changed) if fact)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["runs"] = placeholder_runs
    made.filters["facts"] = _facts
    return made
