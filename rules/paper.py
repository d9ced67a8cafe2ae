"""What a document names beside its items and settings: its forms, the panel's seats, lists, the contest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rules.marks import Mark, read_mark
from rules.strict import Table

NAMES = (
    "approval_steps",  # what comes before rules go live, each with its day
    "award_purposes",  # what a village may spend its prize on
    "boards",  # the parts of the board
    "cash_forms",  # what counts as paying money out
    "duties",  # tasks that need a named person
    "fund_forbidden",
    "fund_purposes",
    "fund_sources",
    "goods_categories",
    "goods_forbidden",  # each is asked about when goods are added
    "helpers",  # people who look after a household's matters
    "honour_levels",
    "honours",  # titles for which points count
    "honours_taking_part",  # titles for which taking part is enough
    "inspection_parts",  # what an inspector looks at
    "objections_by",  # who looks into an objection
    "place_sides",
    "places",
    "publication_places",
    "publicity_ways",
    "redemption_occasions",
    "redemption_places",
    "reward_kinds",
    "score_parts",
    "services",  # what is offered together with a deduction
)
"""The lists that a document may give; a pack leaves out those that its document lacks."""

MAKES = ("items", "score_sheet", "board", "passbook", "contest", "claim", "report")
"""What the desk fills in by itself, whatever a document calls it: the items in force, the sheet for the round, the
board, the passbook, the judges' sheet, the application for money, the quarter's report."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form or paper (表), by the title that is printed on it."""

    code: str
    title: str
    clause: str
    filed_months: tuple[int, ...] = ()
    """The months in which it goes to the town; empty: when it is wanted."""
    filed_day: int | None = None
    """The last day for it in those months; None: the document names none."""
    makes: str = ""
    """Which of `MAKES` it is; empty: people fill it in."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A kind of member of the panel (评议小组)."""

    name: str
    count: int | None
    """How many the document asks for; None: it does not say."""
    rotates: bool
    """Whether it is filled anew when `representative_term` ends."""


@dataclass(frozen=True, slots=True)
class Names:
    """A list in the document's order."""

    values: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Contest:
    """The street's contest between villages (拉练评比). Money in whole yuan."""

    clause: str
    villages: int
    rounds: int
    """In a year; together they reach every village once."""
    least: int
    """Fewest villages in a round."""
    most: int
    winners: int
    award: int
    """Yuan for each winner."""
    sites_least: int
    """Fewest places that a village keeps ready to be shown."""
    sites_most: int


@dataclass(frozen=True, slots=True)
class Paper:
    """The document itself, as an office cites and fills it in."""

    full_title: str
    issuer: str
    dated: date
    pilot_until: date | None
    """The last day of a trial; a village may go on, so nothing ends by itself."""
    kinds: Mapping[str, str]
    """Item kind → what the document calls it."""
    forms: tuple[Form, ...]
    seats: tuple[Seat, ...]
    names: Mapping[str, Names]
    contest: Contest | None
    mark: Mark | None = None
    """What is chosen with a line beside its points; None: nothing."""

    def form(self, code: str) -> Form:
        """The form with that code; KeyError if the document has none."""
        for form in self.forms:
            if form.code == code:
                return form
        raise KeyError(code)

    def made(self, what: str) -> Form | None:
        """The document's form that is one of `MAKES`; None where it has none. KeyError for anything else."""
        if what not in MAKES:
            raise KeyError(what)
        return next((form for form in self.forms if form.makes == what), None)

    def listed(self, key: str) -> tuple[str, ...]:
        """A list of `NAMES`; empty if the document gives none. KeyError for any other key."""
        if key not in NAMES:
            raise KeyError(key)
        return self.names[key].values if key in self.names else ()


def cited(table: Table, clauses: Mapping[str, str], key: str = "clause") -> str:
    """A clause id that the pack itself lists."""
    clause = table.text(key, "the id of a clause")
    if clause not in clauses:
        todo = f"Add {clause} to [clauses] of pack.toml, or cite another."
        raise table.error(key, "a clause of this pack", todo)
    return clause


def read_paper(table: Table, clauses: Mapping[str, str], kinds: tuple[str, ...]) -> Paper:
    """The document's own keys at the top of pack.toml, and its tables of names."""
    named, names = table.table("kinds"), _names(table, clauses)
    paper = Paper(
        full_title=table.text("full_title"),
        issuer=table.text("issuer"),
        dated=table.day("dated"),
        pilot_until=table.day("pilot_until") if "pilot_until" in table else None,
        kinds={kind: named.text(kind, "what people call it") for kind in kinds},
        forms=_forms(table, clauses),
        seats=_seats(table),
        names=names,
        contest=_contest(table.table("contest"), clauses) if "contest" in table else None,
        mark=read_mark(table, clauses, {key: one.values for key, one in names.items()}),
    )
    named.finish()
    return paper


def _forms(table: Table, clauses: Mapping[str, str]) -> tuple[Form, ...]:
    forms: dict[str, Form] = {}
    for row in table.tables("forms", "form"):
        code, title, clause = row.text("code", longest=20), row.text("title"), cited(row, clauses)
        if code in forms:
            raise row.error("code", "a code of its own", "Rename one of the two forms.")
        months = row.numbers("months", 1, 12)
        day = row.number("day", 1, 30) if "day" in row else None
        if day and not months:
            raise row.error("day", "to stand beside months", "Add months, or remove the day.")
        makes = row.word("makes", MAKES) if "makes" in row else ""
        if makes and any(form.makes == makes for form in forms.values()):
            raise row.error("makes", "what no other form of this pack is", "Leave it out in one of the two.")
        row.finish()
        forms[code] = Form(code, title, clause, months, day, makes)
    return tuple(forms.values())


def _seats(table: Table) -> tuple[Seat, ...]:
    seats = []
    for row in table.tables("seats", "seat"):
        count = row.number("count", 1, 20) if "count" in row else None
        seats.append(Seat(row.text("name", longest=20), count, row.flag("rotates")))
        row.finish()
    return tuple(seats)


def _names(table: Table, clauses: Mapping[str, str]) -> dict[str, Names]:
    if "names" not in table:
        return {}
    lists = table.table("names")
    found = {}
    for key in NAMES:
        if key in lists:
            row = Table(table.file, f"[names] {key}", lists.raw(key, "a list"))
            values = row.texts("value")
            if not values:
                raise row.error("value", "at least one name", "Add one, or remove the list.")
            found[key] = Names(values, cited(row, clauses))
            row.finish()
    lists.finish()
    return found


def _contest(row: Table, clauses: Mapping[str, str]) -> Contest:
    counts = {key: row.number(key, 1, 1000) for key in ("villages", "rounds", "least", "most", "winners")}
    contest = Contest(
        clause=cited(row, clauses),
        **counts,
        award=row.number("award", 0, 10_000_000),
        sites_least=row.number("sites_least", 1, 100),
        sites_most=row.number("sites_most", 1, 100),
    )
    row.finish()
    if not contest.least * contest.rounds <= contest.villages <= contest.most * contest.rounds:
        todo = "Change rounds, least or most, so that the rounds reach each village once."
        raise row.error("rounds", "rounds that reach all villages once", todo)
    return contest
