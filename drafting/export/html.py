"""The letter as one self-contained web page that shows the source of every sentence."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from drafting.draft import Draft, Source
from drafting.export import printed
from drafting.export.copies import CopyName
from drafting.export.feedback_form import feedback_forms
from drafting.export.layout import read_layout
from drafting.export.source_list import numbered_sources, source_facts
from drafting.export.title_lines import title_lines
from drafting.placeholder import placeholder_runs, placeholders

_FOLDER = Path(__file__).parent


def to_html(draft: Draft, copy: CopyName = "working") -> str:
    """A page without script and without outside files; a content policy allows its own style sheet only.

    A final or a publication copy shows the letter and nothing beside it.
    """
    return (
        _templates()
        .get_template("letter.html.j2")
        .render(
            draft=draft,
            printed=printed,
            forms=() if copy == "publication" else feedback_forms(draft),
            bare=copy in ("final", "publication"),
            sources=numbered_sources(draft),
            gaps=placeholders(draft),
            title_lines=title_lines(draft.title, read_layout("letter").title_ems),
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
    return source_facts(source, "　")


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
