"""What was answered to like asks before: a hint for the stance, never a fact."""

from collections.abc import Iterator, Sequence

from drafting.draft import Stance
from drafting.gather import Gathered
from drafting.matter import Matter
from drafting.stance import read_stance
from retrieval.evidence import Evidence

# An earlier answer counts from this score of the search on (``fuse.toml``: what is below is only loosely related).
_ENOUGH = 0.42
_MOST = 3


def earlier_stances(ask: str, gathered: Gathered, matter: Matter) -> tuple[Stance, ...]:
    """Stances of at most three earlier answers that the search found for ``ask`` (an id), the likest first."""
    texts = {found.evidence.passage: found.document for found in gathered.found}
    read = []
    for hit in _answers(gathered.hits.get(ask, ()), matter):
        document = texts.get(hit.passage)
        given = [answer for reply in (document.replies if document else ()) for answer in reply.answers]
        answer = next((one for one in given if one.start < hit.end and hit.start < one.end), None)
        stance = read_stance(answer.text) if answer else None
        if stance is not None:
            read.append(stance)
    return tuple(read[:_MOST])


def _answers(hits: Sequence[Evidence], matter: Matter) -> Iterator[Evidence]:
    for hit in hits:
        if hit.kind == "reply" and hit.score >= _ENOUGH and (hit.date or "") <= matter.as_of:
            yield hit
