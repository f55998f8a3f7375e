"""An opened workplace: the workbench with its tables laid, and where files lie."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import Connection, Engine

from api.services.jobs import Jobs
from api.services.kept import Kept
from api.settings import Settings
from api.workbench import Workbench
from api.workplace.permits import User
from api.workplace.trail import record
from corpus.storage.database import transaction
from drafting.jurisdiction_register import Jurisdictions

# For about as many letters as are in hand at a time; a letter's search is some megabytes, its checks are little.
_RESULTS_KEPT, _CHECKS_KEPT = 48, 96


@dataclass(frozen=True, slots=True)
class Office:
    """What the services work with. ``settings`` says where the workspace is; nothing here reads the environment.

    ``places`` are the ways of each jurisdiction, ``results`` what drafting lately came to, ``checks`` what
    checking and comparing did.
    """

    workbench: Workbench
    engine: Engine
    settings: Settings
    places: Jurisdictions
    jobs: Jobs
    results: Kept = field(default_factory=lambda: Kept(_RESULTS_KEPT))
    checks: Kept = field(default_factory=lambda: Kept(_CHECKS_KEPT))

    @property
    def files(self) -> Path:
        return self.settings.files

    @contextmanager
    def recorded(self, user: User, action: str, subject: str, **detail: object) -> Iterator[Connection]:
        """A writing transaction that ends with an entry in the trail, or with nothing at all."""
        with transaction(self.engine, write=True) as connection:
            yield connection
            record(connection, user.login, action, subject, **detail)

    def note(self, user: User, action: str, subject: str, **detail: object) -> None:
        """An entry in the trail for what changed nothing, such as a look at a protected paper."""
        with self.recorded(user, action, subject, **detail):
            pass
