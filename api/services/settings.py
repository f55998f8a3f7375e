"""The ways of places: looked at by everybody who administers, completed with an administrator's own files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from api.jurisdiction_check import checked
from api.jurisdiction_view import FIELD_NAMES, place_records, told
from api.services.documents import Upload, plain_name
from api.services.office import Office
from api.workplace.permits import User, require
from corpus.document import Body
from corpus.errors import UnusableInput

_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Way:
    """One value that holds in a place: what it is, what it says, whose it is and what it rests on."""

    name: str
    told: str
    place: str
    source: str


def places(office: Office, user: User) -> list[tuple[str, int]]:
    """The places on record with how many values their files hold."""
    require(user, "settings.edit")
    return [(record["region"], record["records"]) for record in place_records(office.places)]


def ways(office: Office, user: User, region: str, body: Body, year: int | None = None) -> tuple[list[Way], list[str]]:
    """(what holds in ``region``, names of what nobody laid down)."""
    require(user, "settings.edit")
    found = office.places.of(region, body, year or date.today().year)
    known = [
        (name, Way(FIELD_NAMES[name], told(one), one.scope.region, one.scope.source)) for name, one in found.records()
    ]
    held = {name for name, _ in known}
    return [way for _, way in known], [label for name, label in FIELD_NAMES.items() if name not in held]


def place_file_kept(office: Office, user: User, file: Upload) -> Sequence[str]:
    """Check a file of a place's ways and keep it in the workspace; gives what looks odd in it.

    It holds from the next start on. Raises :class:`UnusableInput` naming table and key where it is wrong; a file that
    is kept already is replaced only by one that is right.
    """
    require(user, "settings.edit")
    name = plain_name(file.name)
    if not name.endswith(".toml") or len(file.data) > _LARGEST:
        raise UnusableInput("请上传办理规则文件（.toml，1 MB 以内），写法见 docs/jurisdictions.md。")
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(file.data)
        (report,) = checked([path])
    if report.error:
        raise UnusableInput(report.error.replace(str(path), name))
    kept = office.settings.workspace / "jurisdictions"
    kept.mkdir(exist_ok=True)
    with office.recorded(user, "settings.place", f"jurisdiction:{name}", region=report.region):
        (kept / name).write_bytes(file.data)
    return report.odd
