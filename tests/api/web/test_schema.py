"""The interface answers as its description says: every edge of every parameter, random values, sequences of
operations. ``python -m bench.schema --minutes 20`` asks for longer."""

from collections.abc import Sequence

import pytest

from api.web.app import create_app
from api.workplace.accounts import NewUser, add
from api.workplace.sign_in import make_token
from bench.schema import ALL_ROLES, walk
from tests.api.web.conftest import HOUSING, PASSWORD, Place
from tests.api.web.desk_place import begun

# Schemathesis asks the server's own client for a transport of another library; both warn of nothing of ours.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.parametrize(
    ("phases", "examples", "least"),
    [(("examples", "coverage"), 1, 1500), (("fuzzing",), 3, 150), (("stateful",), 8, 20)],
    ids=["edges", "random", "sequences"],
)
def test_answers_are_as_described(place: Place, phases: Sequence[str], examples: int, least: int) -> None:
    office = place.office
    begun(place.program("officer"))
    user = add(office.engine, NewUser("walker", "核对", HOUSING, ALL_ROLES, PASSWORD, entitled=True), "root")
    key = make_token(office.engine, user, "核对", 1, reads_only=False)
    found = walk(create_app(office), key, examples, 20260522, phases=phases)
    assert found.broken == ()
    assert [f"{one.operation} [{one.kind}] {one.told}\n{one.request}" for one in found.faults] == []
    assert found.requests >= least
