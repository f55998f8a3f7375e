"""For whom a search is made, as the small preferences that come of it."""

from datetime import date

from index.facts import place_of
from retrieval.boosts import Preference
from retrieval.filters import standings
from retrieval.library import Library


def preference_for(own: str | None, library: Library, on: str | None = None) -> Preference:
    """The preference of the organ ``own`` on the ISO day ``on`` (today): its own papers and its place's, newer ones,
    rules in force, and replies that could say that something was done. None of these without an organ."""
    if not own:
        return Preference()
    day = on or date.today().isoformat()
    return Preference(own, place_of(own), int(day[:4]), standings(library.catalogue, day), results=True)
