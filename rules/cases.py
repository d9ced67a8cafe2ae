"""Plays a pack's worked cases (`cases.toml`): facts in order, what each must give.

Used by the tests and by whoever checks a pack before it is adopted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rules.asks import Ask, answer, read_ask
from rules.caps import Fact, Line
from rules.engine import Assessment, Calendar, assess
from rules.loader import load_pack
from rules.pack import Pack
from rules.strict import Table, hundredths, read_toml
from rules.tables import load_samples
from rules.why import REFUSALS, WARNINGS, amount, say


@dataclass(frozen=True, slots=True)
class Step:
    """One fact of a case and what is expected of it."""

    fact: Fact
    expect: int | str
    """Signed hundredths, or the code of the refusal."""
    warn: frozenset[str] | None
    """Exactly these warnings; None: not looked at."""
    says: str
    """The whole sentence, or empty: not looked at."""


@dataclass(frozen=True, slots=True)
class Case:
    """A household's facts under the pack, with the clause that they show."""

    name: str
    clause: str
    steps: tuple[Step, ...]
    today: date | None
    """The day on which they are recorded; None: each on its own day."""
    closed_years: frozenset[int]
    settings: Mapping[str, object]
    """What the village has chosen otherwise than the pack."""
    amendments: tuple[object, ...]
    """Later versions of items, as `Pack.amend` takes them."""
    asks: tuple[Ask, ...]
    """Questions of the office: what is due when, who shares a board."""


def played_on(folder: Path) -> Pack:
    """The pack that the folder's cases are about: with its samples, where no items ship with it."""
    pack = load_pack(folder)
    return pack if pack.items else load_samples(pack, folder)


def load_cases(folder: Path) -> tuple[Case, ...]:
    """The cases beside a pack; PackError for anything that is not understood."""
    top = Table(f"{folder.name}/cases.toml", "top of the file", read_toml(folder / "cases.toml"))
    cases = tuple(_case(table) for table in top.tables("case", "[[case]]"))
    top.finish()
    return cases


def play(pack: Pack, case: Case) -> tuple[str, ...]:
    """What did not hold: the fact's number, what was expected and what was seen. Empty: all held.

    Facts that are accepted are earlier lines for those that follow.
    """
    pack = pack.choose(case.settings).amend(case.amendments)
    wrong: list[str] = []
    earlier: list[Line] = []
    for rank, step in enumerate(case.steps, 1):
        fact = step.fact
        calendar = Calendar(case.today or fact.occurred, case.closed_years)
        seen = assess(pack, fact, earlier, calendar)
        for key, expected, found in _compared(step, seen):
            if expected != found:
                wrong.append(f"fact {rank}, {key}: expected {expected}, saw {found}")
        if not seen.refused:
            line = Line(fact.item, fact.option, fact.occurred, seen.points, fact.count, fact.member)
            earlier.append(line)
    for ask in case.asks:
        found = answer(pack, ask)
        if found != ask.expect:
            wrong.append(f"{ask.ask}: expected {ask.expect}, saw {found}")
    return tuple(wrong)


def _compared(step: Step, seen: Assessment) -> list[tuple[str, str, str]]:
    given = seen.refused.code if seen.refused else _signed(seen.points)
    expected = step.expect if isinstance(step.expect, str) else _signed(step.expect)
    rows = [("expect", expected, given)]
    if step.warn is not None:
        warned = {why.code for why in seen.warnings}
        rows.append(("warn", str(sorted(step.warn)), str(sorted(warned))))
    if step.says:
        rows.append(("says", step.says, say(seen.why)))
    return rows


def _signed(points: int) -> str:
    return f"-{amount(points)}" if points < 0 else amount(points)


def _case(table: Table) -> Case:
    name, clause = table.text("name"), table.text("clause")
    today = table.day("today") if "today" in table else None
    closed: object = table.raw("closed_years", "a list of years") if "closed_years" in table else []
    if not isinstance(closed, list) or not all(type(year) is int for year in closed):
        raise table.error("closed_years", "a list of years", "Write it as [2023].")
    settings = table.table("settings").rest() if "settings" in table else {}
    amendments = table.raw("amendments", "a list") if "amendments" in table else []
    if not isinstance(amendments, list):
        raise table.error("amendments", "a list of versions", "Write [{ code = …, from = …, points = … }].")
    steps = tuple(_step(row) for row in table.tables("facts", f"case {name!r}, fact"))
    asks = tuple(read_ask(row) for row in table.tables("asks", f"case {name!r}, ask"))
    if not steps and not asks:
        raise table.error("facts", "at least one fact", "Add facts = [{ item = … }], or asks = [{ ask = … }].")
    table.finish()
    return Case(name, clause, steps, today, frozenset(closed), settings, tuple(amendments), asks)


def _step(row: Table) -> Step:
    fact = Fact(
        item=row.text("item"),
        occurred=row.day("on"),
        option=row.text("option") if "option" in row else None,
        count=row.whole("count", default=1),
        points=row.points("points") if "points" in row else None,
        member=row.text("member") if "member" in row else "",
        place=row.text("place") if "place" in row else "",
        reason=row.text("reason") if "reason" in row else "",
        evidence=row.flag("evidence", default=True),
    )
    warn = frozenset(row.texts("warn", "a list of warning codes")) if "warn" in row else None
    _known(row, "warn", warn or (), WARNINGS)
    says = row.text("says") if "says" in row else ""
    raw = row.raw("expect", "points or the code of a refusal")
    if isinstance(raw, str):
        _known(row, "expect", (raw,), REFUSALS)
        expect: int | str = raw
    else:
        expect = hundredths(row, "expect", raw)
    row.finish()
    return Step(fact, expect, warn, says)


def _known(row: Table, key: str, codes: Iterable[str], known: Iterable[str]) -> None:
    for code in codes:
        if code not in known:
            raise row.error(key, f"codes of {', '.join(known)}", f"Correct {code!r}.")
