"""Questions of the office in worked cases: `asks = [{ ask = "due", year = 2023, expect = […] }]`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules import dues, office, told
from rules.guide import guide_of
from rules.pack import Pack
from rules.strict import Table


@dataclass(frozen=True, slots=True)
class Ask:
    """One question, what it is asked with, and the answer that is expected."""

    ask: str
    given: Mapping[str, Any]
    expect: Any


def read_ask(row: Table) -> Ask:
    """PackError for a question that nobody can answer, or that lacks something."""
    ask = row.text("ask")
    if ask not in _ASKED:
        raise row.error("ask", f"one of {', '.join(_ASKED)}", f"Correct {ask!r}.")
    keys, _ = _ASKED[ask]
    given = {key: row.raw(key, "what the question is asked with") for key in keys}
    expect = row.raw("expect", "the answer")
    row.finish()
    return Ask(ask, given, expect)


def answer(pack: Pack, ask: Ask) -> Any:
    """What the rules say to it, as cases write it."""
    _, answered = _ASKED[ask.ask]
    return answered(pack, **ask.given)


def _due(pack: Pack, *, year: int, what: list[str]) -> list[str]:
    return [str(due) for due in dues.dues(pack, year) if due.what in what]


def _kinds(pack: Pack, *, year: int) -> list[str]:
    return sorted({due.what for due in dues.dues(pack, year)})


def _not_asked(pack: Pack) -> list[str]:
    """Open choices that do not matter while the others are as they usually are."""
    guide = guide_of(pack.id)
    asked = guide.asked(pack, {})
    return [one.key for one in guide.questions if one not in asked]


def _rule_book(pack: Pack, *, day: date) -> list[str]:
    """The rows, each kind under what the document calls it."""
    rows = told.rule_book(pack, day)
    kinds = {row.item.kind: pack.paper.kinds[row.item.kind] for row in rows}
    return [line for kind, name in kinds.items() for line in (name, *(str(r) for r in rows if r.item.kind == kind))]


def _red_and_black(pack: Pack, *, points: Mapping[str, int]) -> list[list[str]]:
    return [list(office.red_board(pack, points)), list(office.black_board(pack, points))]


_ASKED: Mapping[str, tuple[tuple[str, ...], Callable[..., Any]]] = {
    "due": (("year", "what"), _due),
    "kinds": (("year",), _kinds),
    "board_for": (("day",), lambda pack, *, day: dues.board_for(pack, day)),
    "boards": (("groups",), lambda pack, *, groups: [list(shared) for shared in office.boards(pack, groups)]),
    "red_and_black": (("points",), _red_and_black),
    "budget_left": (("spent",), lambda pack, *, spent: _yuan(office.budget_left(pack, spent * office.FEN))),
    "shortfall": (("this", "last"), lambda pack, *, this, last: office.shortfall(pack, this_year=this, last_year=last)),
    "vacancies": (("seated",), lambda pack, *, seated: [str(one) for one in office.vacancies(pack, seated)]),
    "rotating": ((), lambda pack: [seat.name for seat in pack.paper.seats if office.rotating(pack, seat.name)]),
    "may_give": ((), office.may_give),
    "brought_forward": (
        ("balance", "year"),
        lambda pack, *, balance, year: office.brought_forward(pack, balance=balance, year=year),
    ),
    "counted_in": ((), office.counted_in),
    "questions": ((), lambda pack: [one.key for one in guide_of(pack.id).questions]),
    "not_asked": ((), _not_asked),
    "unanswered": ((), lambda pack: [one.key for one in guide_of(pack.id).questions if one.usual is None]),
    "approval": ((), lambda pack: guide_of(pack.id).approval),
    "called": ((), lambda pack: [str(pack.setting(key).value) for key in ("group_word", "committee_name")]),
    "entered_by": ((), lambda pack: [told.entered_by(pack, positive=sign) for sign in (True, False)]),
    "rule_book": (("day",), _rule_book),
    "brought": ((), told.brought),
    "filed": ((), told.filed),
    "paper": ((), told.paper),
    "contest": ((), told.contest),
}


def _yuan(fen: int | None) -> int | str:
    return "none" if fen is None else fen // office.FEN
