"""What the office answers, sentence by sentence: balance, rank, statement, and how to come to them. No Flask here.

The screens say the same sentences as the spoken answers, because both take them from here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from village import clock
from village.errors import VillageError
from village.language import Name, Phrase, dates, phrase
from village.model.entry import Kind
from village.model.household import Household
from village.model.points import ZERO, Points
from village.services import households, ledger, standings, statements
from village.services.statements import Access, StatementLine
from village.store import Store

LINES = 300
"""Lines of a statement that are told at a kiosk, newest first; the desk has the rest."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the catalogue, with its parameters."""

    key: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def phrase(self) -> Phrase:
        """Shown, spoken and printed."""
        return phrase(self.key, **self.params)


@dataclass(frozen=True, slots=True)
class Place:
    """A screen of the kiosk, and what it is asked to show."""

    screen: str
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asker:
    """What a kiosk knows of whoever speaks.

    `screen` is a name of `sentences/screens.toml`. `household_id` is None for a guest. `proved`: came by card or
    PIN; `trusted`: that, or the village shows reasons to everybody.
    """

    screen: str
    household_id: int | None = None
    trusted: bool = False
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """`says` is the answer's own sentence, None where the kiosk itself has to do something (slower, back, print).

    `place` is the screen to show, None to stay. `wish` is where the visitor wanted to go and may not yet.
    `digits` are those of a spoken number, or which of several (the second is "2"). `heads` are the households
    whose heads were named, or may have been: to be asked back, never opened.
    """

    intent: str
    says: Sentence | None = None
    place: Place | None = None
    wish: Place | None = None
    digits: str = ""
    heads: tuple[int, ...] = ()


def unlock(store: Store, household_id: int, what: str) -> Sentence:
    """How the household comes to its "reasons", its "receipt" or an "errand" of its own: by card, or by the
    PIN if it has one."""
    has_pin = households.get(store, household_id).has_pin
    return Sentence(f"unlock.{what}" if has_pin else f"unlock.{what}_card")


def whose(store: Store, household_id: int | None) -> Sentence:
    """Whose household is open."""
    if household_id is None:
        return Sentence("who.guest")
    household = households.get(store, household_id)
    return Sentence("who.is", {"group": household.group, "head": name_of(household)})


def balance(store: Store, household_id: int) -> Sentence:
    """How many points the household has, or owes."""
    return balance_is(ledger.balance(store, household_id))


def balance_is(points: Points) -> Sentence:
    """The balance in a sentence."""
    return (
        Sentence("balance.is", {"points": points}) if points >= ZERO else Sentence("balance.owed", {"amount": points})
    )


def rank(store: Store, household_id: int) -> list[Sentence]:
    """Where the household stands this year."""
    try:
        found = standings.standing(store, household_id=household_id, year=clock.today().year)
    except VillageError:
        return [Sentence("rank.none")]
    if found.rank == 1:
        return [Sentence("rank.first", {"count": found.of})]
    return [Sentence("rank.is", {"rank": found.rank, "count": found.of})]


def statement(store: Store, household_id: int, *, access: Access, sign: str) -> list[Sentence]:
    """Why these points: `sign` is "all", "plus" or "minus". Told are the lines since the last year's end."""
    wanted = {"all": 0, "plus": 1, "minus": -1}[sign]
    lines = statements.statement(store, household_id, access=access, limit=LINES)
    told = list(takewhile(lambda line: line.kind is not Kind.CLOSING or line.takes_back, lines))
    if wanted:
        told = [line for line in told if _explains(line) and line.points.hundredths * wanted > 0]
    why = sign == "plus"
    return [*_heading(told, sign, whole=len(lines) < LINES), *(_line(line, access, why=why) for line in told)]


def lines_of(store: Store, household_id: int, wanted: Collection[int]) -> list[Sentence]:
    """The household's own lines of these numbers, newest first, as its statement tells them."""
    lines = statements.statement(store, household_id, access=Access.OWN, limit=-1)
    return [_line(line, Access.OWN) for line in lines if line.seq in wanted]


def _explains(line: StatementLine) -> bool:
    """Whether points were given or taken off by it for good; who had goods for points lost none."""
    return not line.taken_back and not line.takes_back and line.kind is not Kind.REDEMPTION


def _heading(told: list[StatementLine], sign: str, *, whole: bool) -> Iterator[Sentence]:
    suffix = "" if sign == "all" else f"_{sign}"
    if not told:
        yield Sentence(f"statement.none{suffix}")
        return
    yield Sentence(f"statement.why{suffix}")
    if suffix and whole:
        yield Sentence(f"statement.total{suffix}", {"amount": sum((line.points for line in told), Points(0))})


def _line(line: StatementLine, access: Access, *, why: bool = False) -> Sentence:
    """`why`: also what showed it, where nobody gave a reason."""
    day: dict[str, object] = {"date": line.occurred_on, "change": line.points}
    if line.takes_back:
        return _reversal(line, access)
    if line.kind in (Kind.BASE, Kind.CARRY, Kind.CLOSING):
        return Sentence(f"statement.{line.kind}", day)
    if line.kind is Kind.REDEMPTION:
        return _redemption(line, access)
    if line.voids:
        return _veto(line, "statement.veto", "statement.veto_empty")
    if not line.what:
        return Sentence("statement.public_sensitive", {"change": line.points})
    if access is Access.PUBLIC and line.points < ZERO:
        return Sentence("statement.public_minus", {"category": _marked(line, line.what), "change": line.points})
    times = phrase("statement.times", title=line.what, count=line.count).shown if line.count > 1 else line.what
    title = _marked(line, times)
    if access is Access.PUBLIC:
        return Sentence("statement.public_plus", {**day, "title": title})
    if line.reason:
        return Sentence("statement.own_reason", {**day, "title": title, "reason": line.reason})
    if why and line.evidence:
        shown = line.evidence.partition("：")[2] or line.evidence
        return Sentence("statement.own_shown", {**day, "title": title, "what": shown})
    return Sentence("statement.own", {**day, "title": title})


def _reversal(line: StatementLine, access: Access) -> Sentence:
    """A counter-entry: what it takes back, and why, is the household's own."""
    day: dict[str, object] = {"date": line.occurred_on, "change": line.points}
    if access is Access.PUBLIC:
        return Sentence("statement.public_reversal", day)
    if line.voids:
        return _veto(line, "statement.veto_back", "statement.veto_back_empty")
    return Sentence("statement.reversal", {**day, "title": _corrected(line), "reason": line.reason})


def _veto(line: StatementLine, key: str, empty: str) -> Sentence:
    """A month that was taken from the household, or given back to it; where there were no points, nothing is said of
    any."""
    facts: dict[str, object] = {"date": line.occurred_on, "title": dates.show_period(line.voids), "reason": line.reason}
    if line.points:
        return Sentence(key, {**facts, "change": line.points})
    return Sentence(empty, facts)


def _redemption(line: StatementLine, access: Access) -> Sentence:
    """What somebody had for their points is nobody else's business: the public hears how many (decision 18)."""
    if access is Access.PUBLIC:
        return Sentence("statement.public_redemption", {"change": line.points})
    title = line.what if line.count == 1 else phrase("statement.pieces", title=line.what, count=line.count).shown
    facts = {"date": line.occurred_on, "title": _marked(line, title), "change": line.points}
    return Sentence("statement.redemption", facts)


def _corrected(line: StatementLine) -> str:
    """Which line a counter-entry takes back: its day and its name."""
    title = line.what or phrase(f"receipt.kind_{line.kind}").shown
    return phrase("statement.that_day", date=line.corrects, title=title).shown


def _marked(line: StatementLine, title: str) -> str:
    """The name of a line that was taken back says so."""
    return phrase("statement.taken_back", title=title).shown if line.taken_back else title


def name_of(household: Household) -> Name:
    """The head's name as it is shown and said."""
    return Name(household.head, household.reading)
