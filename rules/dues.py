"""What a village's rules ask to be done by which day (要办的事): dates alone, read from the settings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rules.pack import Pack

QUARTER_ENDS = (3, 6, 9, 12)


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to be done by a day, that day included.

    `what` is visits, scoring, review, signatures, board, report, evaluation, rotation, budget, investment, reward or
    pilot; `period` what it is for ("2023-07", "2023-Q3", "2023"); `detail` the form's code or the seats concerned.
    """

    day: date
    what: str
    period: str
    clause: str
    detail: str = ""

    def __str__(self) -> str:
        """As worked cases write it: "2023-08-05 board 2023-07"."""
        return " ".join(part for part in (str(self.day), self.what, self.period, self.detail) if part)


def dues(pack: Pack, year: int) -> tuple[Due, ...]:
    """Everything that is due in a year, the earliest first. Where the village has not chosen a day yet, nothing is."""
    found = [due for one in (year - 1, year) for due in _of_periods(pack, one)]
    if pack.paper.pilot_until:
        found.append(Due(pack.paper.pilot_until, "pilot", str(pack.paper.pilot_until.year), ""))
    return tuple(
        sorted((due for due in found if due.day.year == year), key=lambda due: (due.day, due.what, due.detail))
    )


def files_papers(pack: Pack) -> bool:
    """Whether any paper goes to the town by a day of its own."""
    filed = pack.setting("filed_reports").value
    return any(form.filed_months and isinstance(filed, tuple) and form.code in filed for form in pack.paper.forms)


def board_day(pack: Pack, period: str) -> date | None:
    """The day by which a period's board goes up (JX-11, YK-16): the chosen day of its last month, or of the month
    after it. None while the village has not chosen one."""
    day = pack.setting("publication_day").value
    if not isinstance(day, int):
        return None
    last = _last_month(period)
    if pack.setting("publication_month").value == "next":
        last = _month_end(last) + timedelta(days=1)
    return last.replace(day=day)


def board_for(pack: Pack, today: date) -> str:
    """The period that a board going up today is for: the youngest whose day has come or that is over."""
    name = _period(pack, today)
    chosen = board_day(pack, name)
    if chosen is not None and today >= chosen:
        return name
    before = _last_month(name).replace(day=1)
    months = 3 if _quarterly(pack) else 1
    return _period(pack, _month_before(before, months))


def _of_periods(pack: Pack, year: int) -> Iterator[Due]:
    for month in range(1, 13):
        name = f"{year}-{month:02d}"
        yield from _monthly(pack, name, date(year, month, 1))
        quarter = f"{year}-Q{(month + 2) // 3}"
        if month in QUARTER_ENDS:
            yield from _quarterly_dues(pack, quarter, date(year, month, 1))
        if not _quarterly(pack) or month in QUARTER_ENDS:
            yield from _boards(pack, quarter if _quarterly(pack) else name)
        yield from _reports(pack, year, month)
    yield from _yearly(pack, year)


def _monthly(pack: Pack, period: str, first: date) -> Iterator[Due]:
    deadline = pack.setting("scoring_deadline")
    scored = _scoring_day(pack, first)
    if pack.setting("visit_round").value == "month":
        yield Due(scored or _month_end(first), "visits", period, pack.setting("visit_round").clause)
    if scored:
        yield Due(scored, "scoring", period, deadline.clause)
    reviewed = board_day(pack, period)
    if deadline.value == "monthly_review" and reviewed:
        yield Due(reviewed, "review", period, deadline.clause)


def _scoring_day(pack: Pack, first: date) -> date | None:
    """The last day for a month's lines: the deadline's, or the end of a month that is scored on its visits."""
    value = pack.setting("scoring_deadline").value
    if isinstance(value, int):
        day = first.replace(day=value)
        return day if pack.setting("deadline_inclusive").value else day - timedelta(days=1)
    return _month_end(first) if value == "monthly_visit" else None


def _boards(pack: Pack, period: str) -> Iterator[Due]:
    day = board_day(pack, period)
    if day is None:
        return
    for key in ("signatures", "two_person_approval"):
        if pack.setting(key).value:
            yield Due(day, "signatures", period, pack.setting(key).clause)
            break
    yield Due(day, "board", period, pack.setting("publication_cadence").clause)


def _quarterly_dues(pack: Pack, period: str, last_month: date) -> Iterator[Due]:
    end = _month_end(last_month)
    if pack.setting("item_evaluation").value == "quarter":
        yield Due(end, "evaluation", period, pack.setting("item_evaluation").clause)
    seats = "、".join(seat.name for seat in pack.paper.seats if seat.rotates)
    if pack.setting("representative_term").value == "quarter" and seats:
        yield Due(end, "rotation", period, pack.setting("representative_term").clause, seats)


def _reports(pack: Pack, year: int, month: int) -> Iterator[Due]:
    filed = pack.setting("filed_reports").value
    for code in filed if isinstance(filed, tuple) else ():
        form = pack.paper.form(str(code))
        if month in form.filed_months:
            first = date(year, month, 1)
            day = first.replace(day=form.filed_day) if form.filed_day else _month_end(first)
            yield Due(day, "report", _filed_for(form.filed_months, year, month), form.clause, form.code)


def _filed_for(months: tuple[int, ...], year: int, month: int) -> str:
    """A form of one month a year is the year's, one of quarters' last months the quarter's, any other the month's."""
    if len(months) == 1:
        return str(year)
    return f"{year}-Q{month // 3}" if set(months) <= set(QUARTER_ENDS) else f"{year}-{month:02d}"


def _yearly(pack: Pack, year: int) -> Iterator[Due]:
    for key, asked, what, day in (
        ("goods_budget", "approved", "budget", date(year, 1, 31)),
        ("investment_floor", "last_year", "investment", date(year, 12, 31)),
        ("operator_reward", "year", "reward", date(year, 12, 31)),
    ):
        if pack.setting(key).value == asked:
            yield Due(day, what, str(year), pack.setting(key).clause)


def _quarterly(pack: Pack) -> bool:
    return pack.setting("publication_cadence").value == "quarter"


def _period(pack: Pack, day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}" if _quarterly(pack) else f"{day:%Y-%m}"


def _last_month(period: str) -> date:
    """The first day of a period's last month."""
    year, _, part = period.partition("-")
    return date(int(year), int(part[1:]) * 3 if part.startswith("Q") else int(part), 1)


def _month_before(first: date, months: int) -> date:
    for _ in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
