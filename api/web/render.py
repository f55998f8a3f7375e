"""Pages from templates: everything escaped, what is missing an error."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.workplace.permits import may, role_names

if TYPE_CHECKING:
    from api.web.visit import Visit

_FOLDER = Path(__file__).parent / "templates"

# Folders of templates that belong to another place of the main navigation.
_PLACES = {"documents": "search", "rules": "search", "drafts": "cases"}


def page(name: str, visit: "Visit | None", status: int = 200, /, **values: object) -> HTMLResponse:
    """The page ``name``. Templates know ``user``, ``csrf``, ``may(action, office)``, ``here`` and ``steps`` beside
    ``values``."""
    user = visit.user if visit else None
    shared: dict[str, object] = {
        "here": _PLACES.get(name.partition("/")[0], name.partition("/")[0]),
        "user": user,
        "csrf": visit.csrf if visit else "",
        "may": (lambda action, office=None: may(user, action, office)) if user else (lambda *_: False),
        "roles": role_names(),
        "steps": visit.steps if visit else (),
    }
    return HTMLResponse(templates().get_template(f"{name}.html.j2").render(shared | values), status)


def message_page(title: str, message: str, status: int) -> HTMLResponse:
    """A page with one message, for what went wrong."""
    return page("message", None, status, title=title, message=message)


@cache
def templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["zip"] = zip
    made.filters["local_time"] = local_time
    return made


def local_time(at: str) -> str:
    """An instant of the workplace (ISO, UTC) as people read it, in the machine's time zone."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
