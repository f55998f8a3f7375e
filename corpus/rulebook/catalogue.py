"""The catalogue of rules (政策法规目录): every version of every rule that is known, and the look-ups by name.

It is put together from the stored documents, the administrator's entries, what ``abolished.toml`` knows, and the
facts that were accepted or that a rule itself states (同时废止). Facts nobody has decided on stay beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from corpus.document import RuleStatus
from corpus.references import closest_title, normal_doc_number
from corpus.rulebook.rule_levels import Level, Stage
from corpus.rulebook.rule_names import law_key, short_names

FactState = Literal["待定", "采纳", "不采纳"]
_MOST_EDITS = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of a rule. Days are ISO with the precision known, both ends inclusive, ``None`` where unknown.

    ``id`` is that of its document (``document``), or of the entry where no text is stored. ``stage`` is set for what is
    only planned. ``replaced_by`` is the number or title of what took its place, ``source`` where this is known from.
    """

    id: str
    title: str
    aliases: tuple[str, ...]
    doc_number: str | None
    issuer: str | None
    level: Level
    issued: str | None
    valid_from: str | None
    valid_to: str | None
    status: RuleStatus | None
    replaced_by: str | None
    document: str | None
    source: str
    stage: Stage | None = None
    origin: str = "ingested"

    @property
    def since(self) -> str | None:
        """The day from which the text applies as far as known: that of entry into force, else of issue."""
        return self.valid_from or self.issued


@dataclass(frozen=True, slots=True)
class Testimony:
    """Where a fact is told: the document, its title and number, and the span of the words ``quote`` in it."""

    document: str
    title: str | None
    number: str | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact on a rule with all that tell it. ``own``: the rule that repeals says so itself."""

    id: str
    kind: str
    rule: str
    title: str | None
    number: str | None
    day: str | None
    value: str | None
    own: bool
    state: FactState
    sources: tuple[Testimony, ...]


@dataclass(frozen=True, slots=True)
class CloseTitle:
    """A rule whose name is almost the one cited; ``name`` is the right one, in ``edits`` letters another."""

    rule: Rule
    name: str
    edits: int


@dataclass(frozen=True)
class Catalogue:
    """Rules and facts of a workspace at one moment. Look-ups are by key; none walks over the documents."""

    rules: tuple[Rule, ...]
    facts: tuple[KnownFact, ...]

    def find(self, name: str) -> tuple[Rule, ...]:
        """All versions of the rule called ``name`` (id, number, title or another name), the latest first."""
        number = normal_doc_number(name)
        keys = [name.strip(), number or "", law_key(name), name.strip().strip("《》")]
        found = next((rules for key in keys if key and (rules := self._by_name.get(key))), ())
        return tuple(sorted(found, key=lambda rule: (rule.stage is None, rule.issued or ""), reverse=True))

    def facts_on(self, name: str) -> tuple[KnownFact, ...]:
        """What documents say of the rule called ``name``, under its number and any of its names."""
        keys = {normal_doc_number(name) or law_key(name)}
        for rule in self.find(name):
            keys |= keys_of(rule)
        return tuple(fact for fact in self.facts if fact.rule in keys or _title_key_of(fact) in keys)

    def closest(self, title: str) -> CloseTitle | None:
        """The rule whose name is almost ``title`` (:func:`closest_title`), ``None`` where one is called just so."""
        length = len(law_key(title))
        if not length or self.find(title):
            return None
        near = {name: rule for name, rule, size in self._names if abs(size - length) <= _MOST_EDITS}
        found = closest_title(title.strip("《》 "), near)
        return CloseTitle(near[found.title], found.title, found.edits) if found else None

    @cached_property
    def _by_name(self) -> dict[str, list[Rule]]:
        """Rules by every key; a short name that two rules share leads to neither where another key knows one."""
        exact: dict[str, list[Rule]] = {}
        loose: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for key in {rule.id, law_key(rule.title), *([rule.doc_number] if rule.doc_number else [])}:
                exact.setdefault(key, []).append(rule)
            for alias in rule.aliases:
                for key in {alias, law_key(alias)}:
                    loose.setdefault(key, []).append(rule)
        for key, rules in loose.items():
            if key not in exact and len({law_key(rule.title) for rule in rules}) == 1:
                exact[key] = rules
        return exact

    @cached_property
    def _names(self) -> list[tuple[str, Rule, int]]:
        """Every name with its rule and the length of its key; of rules that share a name the first."""
        return [
            (name, rule, len(law_key(name))) for rule in reversed(self.rules) for name in (rule.title, *rule.aliases)
        ]


def keys_of(rule: Rule) -> set[str]:
    """Keys under which facts name a rule: its number, and its title without and with 中华人民共和国."""
    keys = {law_key(name) for name in (rule.title, *rule.aliases)}
    return keys | ({rule.doc_number} if rule.doc_number else set())


def _title_key_of(fact: KnownFact) -> str | None:
    return law_key(fact.title) if fact.title else None


def merged(rules: Sequence[Rule], entries: Iterable[Rule]) -> list[Rule]:
    """``rules`` completed by ``entries``: one that names the same number, or the same title where the number or the
    day does not contradict, fills in what is given; any other stands by itself."""
    found = list(rules)
    by_number = {rule.doc_number: at for at, rule in enumerate(found) if rule.doc_number}
    by_title: dict[str, list[int]] = {}
    for at, rule in enumerate(found):
        for name in (rule.title, *short_names(rule.title)):
            by_title.setdefault(law_key(name), []).append(at)
    for entry in entries:
        same = by_number.get(entry.doc_number) if entry.doc_number else None
        if same is None:
            same = next((at for at in by_title.get(law_key(entry.title), ()) if _agree(found[at], entry)), None)
        if same is None:
            found.append(entry)
        else:
            found[same] = completed(found[same], entry)
    return found


def _agree(rule: Rule, entry: Rule) -> bool:
    numbers = rule.doc_number is None or entry.doc_number is None or rule.doc_number == entry.doc_number
    days = rule.issued is None or entry.issued is None or rule.issued.startswith(entry.issued)
    return numbers and days


def completed(rule: Rule, entry: Rule) -> Rule:
    """``rule`` with what ``entry`` says; its document, id and title stay."""
    told = {
        name: value
        for name in ("doc_number", "issuer", "issued", "valid_from", "valid_to", "status", "replaced_by", "stage")
        if (value := getattr(entry, name)) is not None
    }
    aliases = (*rule.aliases, *((entry.title,) if entry.title != rule.title else ()), *entry.aliases)
    return replace(
        rule, aliases=tuple(dict.fromkeys(a for a in aliases if a != rule.title)), level=entry.level,
        source=f"{rule.source}；{entry.source}", **told,
    )  # fmt: skip
