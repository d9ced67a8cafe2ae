"""What the rules say to the office's own questions: who shares a board, what money is left, which seats are empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rules.pack import Pack

FEN = 100  # in a yuan

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A seat of the panel that is not filled as the document asks."""

    seat: str
    wanted: int
    found: int

    def __str__(self) -> str:
        """As worked cases write it: "村民代表 1/2"."""
        return f"{self.seat} {self.found}/{self.wanted}"


def boards(pack: Pack, groups: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The groups that share a board: all of them (JX-12, YK-12), or each its own (MH-11)."""
    if pack.setting("board_scope").value == "group":
        return tuple((group,) for group in groups)
    return (tuple(groups),) if groups else ()


def red_board(pack: Pack, points: Mapping[Name, int]) -> tuple[Name, ...]:
    """Who stands on the red board of a period (MH-11), most points first: the first places that the village named, all
    who have as much together, and nobody who gained nothing; empty where the village has no red board."""
    places = pack.setting("red_board").value
    if not isinstance(places, int):
        return ()
    gained = sorted((one for one in points if points[one] > 0), key=lambda one: -points[one])
    least = points[gained[:places][-1]] if gained else 0
    return tuple(one for one in gained if points[one] >= least)


def black_board(pack: Pack, points: Mapping[Name, int]) -> tuple[Name, ...]:
    """Who stands on the black board of a period (MH-11): those who lost more than they gained, in the order given;
    empty where the village has no black board."""
    shown = pack.setting("black_board").value == "shown"
    return tuple(one for one in points if shown and points[one] < 0)


def budget_left(pack: Pack, spent: int) -> int | None:
    """What is left of the sum that the village was given (DZ-03), in fen, below 0 when more was spent; None where no
    sum is named."""
    given = pack.setting("village_budget").value
    return given * FEN - spent if isinstance(given, int) else None


def shortfall(pack: Pack, *, this_year: int, last_year: int) -> int:
    """How much more has to be put in this year, so that it is not below last year's (MH-15); 0 where nobody asks."""
    if pack.setting("investment_floor").value != "last_year":
        return 0
    return max(0, last_year - this_year)


def vacancies(pack: Pack, seated: Mapping[str, int]) -> tuple[Vacancy, ...]:
    """Seats that are not filled as the document asks (GY-02, YK-01): another number than it names, or nobody at all."""
    found = []
    for seat in pack.paper.seats:
        holders = seated.get(seat.name, 0)
        if holders != seat.count if seat.count else not holders:
            found.append(Vacancy(seat.name, seat.count or 1, holders))
    return tuple(found)


def rotating(pack: Pack, seat: str) -> bool:
    """Whether the seat is filled anew with each quarter (YK-03)."""
    ends = pack.setting("representative_term").value == "quarter"
    return ends and any(one.name == seat and one.rotates for one in pack.paper.seats)


def may_give(pack: Pack) -> bool:
    """Whether goods may leave the shop without points (GY-20: not)."""
    return pack.setting("free_issue").value == "allowed"


def brought_forward(pack: Pack, *, balance: int, year: int) -> int:
    """What a quarter's account begins with: all that is left of earlier ones (carry, JX-19), or what this year has
    given so far (accumulate, DZ-15). Both in hundredths, before the quarter's first day."""
    return balance if pack.setting("quarter_change").value == "carry" else year


def counted_in(pack: Pack) -> bool:
    """Whether people from elsewhere who live here are taken in without being asked (YK-05), or by their wish."""
    return pack.setting("outsiders").value == "included"
