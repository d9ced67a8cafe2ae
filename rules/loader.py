"""TOML → Pack, strictly: a pack is used whole and understood, or refused with a `PackError`."""

from collections.abc import Mapping
from pathlib import Path

from rules.digest import digest
from rules.items import KINDS, Frame, read_items
from rules.pack import Pack, under
from rules.paper import Paper, cited, read_paper
from rules.settings import SETTINGS, Setting, check_setting
from rules.strict import Table, read_toml

GROUNDS = ("unknown_item", "wrong_year", "future_date", "own_item")
MORE_GROUNDS = ("passbook_missing", "not_member")  # where the document has a clause of its own for it
"""What no single item is the reason for; the pack names the clause behind each. `own_item`: a
village may bring items of its own; `not_member`: the panel's tasks are its members' (GY-03)."""


def packs_folder() -> Path:
    """Where the packs that ship with the product lie, one folder a pack."""
    return Path(__file__).with_name("packs")


def load_pack(folder: Path) -> Pack:
    """The pack in that folder (`pack.toml`, `items.toml`); PackError if anything is not right."""
    head, rows = read_toml(folder / "pack.toml"), read_toml(folder / "items.toml")
    table = Table(f"{folder.name}/pack.toml", "top of the file", head)
    pack_id = table.text("id")
    if pack_id != folder.name:
        raise table.error("id", f"the folder's name {folder.name!r}", "Rename one of the two.")
    title, document = table.text("title"), table.text("document")
    starts = table.day("starts")
    categories = table.texts("categories")
    clauses = _clauses(table.table("clauses"))
    paper = read_paper(table, clauses, KINDS)
    annexes = _annexes(table)
    settings = _settings(table.table("settings"), clauses)
    _agree(table, settings, paper)
    _check_mark(table, paper, categories)
    grounds = _grounds(table.table("grounds"), clauses)
    kinds = _evidence_kinds(table.table("evidence_kinds"))
    table.finish()
    listed = Table(f"{folder.name}/items.toml", "top of the file", rows)
    items = read_items(listed, Frame(categories, starts, clauses))
    listed.finish()
    items = tuple(under(item, settings) for item in items)
    return Pack(
        id=pack_id,
        title=title,
        document=document,
        paper=paper,
        starts=starts,
        categories=categories,
        items=items,
        settings=settings,
        evidence_kinds=kinds,
        clauses=clauses,
        annexes=annexes,
        grounds=grounds,
        digest=digest(head, rows),
        _index={item.code: item for item in items},
    )


def _clauses(table: Table) -> dict[str, str]:
    """Clause id → place in the document."""
    places = dict(table.rest())
    for clause, place in places.items():
        if not isinstance(place, str) or not place:
            raise table.error(clause, "where the clause stands", 'Write it like "四（四）6".')
    if not places:
        raise table.error("-", "at least one clause", 'Write it like YK-16 = "四（四）6".')
    return places


def _annexes(table: Table) -> dict[str, str]:
    if "annexes" not in table:
        return {}
    annexes = table.table("annexes")
    named = {kind: annexes.text(kind) for kind in KINDS if kind in annexes}
    annexes.finish()
    return named


def _grounds(table: Table, clauses: Mapping[str, str]) -> dict[str, str]:
    told = (*GROUNDS, *(code for code in MORE_GROUNDS if code in table))
    grounds = {code: cited(table, clauses, code) for code in told}
    table.finish()
    return grounds


def _settings(table: Table, clauses: Mapping[str, str]) -> dict[str, Setting]:
    settings = {}
    for key, accepts in SETTINGS.items():
        row = Table(table.file, f"[settings] {key}", table.raw(key, accepts.described()))
        choice = row.flag("choice")
        value = None
        if "value" in row or not choice:
            raw = row.raw("value", accepts.described())
            value = check_setting(Table(row.file, "[settings]", {}), key, raw, needed=not choice)
        words = ("true", "false") if accepts.flag else accepts.words
        settings[key] = Setting(key, value, words, cited(row, clauses), choice)
        row.finish()
    table.finish()
    return settings


def _evidence_kinds(table: Table) -> tuple[tuple[str, str], ...]:
    kinds = tuple(table.rest().items())
    for code, name in kinds:
        if not isinstance(name, str) or not name:
            raise table.error(code, "what people call this evidence", 'Write it like "照片".')
    return kinds


def _agree(table: Table, settings: Mapping[str, Setting], paper: Paper) -> None:
    """What settings name has to be there: reports among the forms, seats in the committee."""
    named = (
        ("filed_reports", "codes of forms", [form.code for form in paper.forms], settings["filed_reports"].value),
        ("committee", "the names of all seats", settings["committee"].value, [seat.name for seat in paper.seats]),
    )
    for key, expected, known, given in named:
        missing = [one for one in _listed(given) if one not in _listed(known)]
        if missing:
            place = Table(table.file, f"[settings] {key}", {})
            raise place.error("value", expected, f"Add or correct {', '.join(missing)}.")


def _check_mark(table: Table, paper: Paper, categories: tuple[str, ...]) -> None:
    """What is chosen with lines of some categories names categories that there are."""
    missing = [one for one in paper.mark.categories if one not in categories] if paper.mark else []
    if missing:
        place = Table(table.file, "[mark]", {})
        raise place.error("categories", "categories of this pack", f"Correct {', '.join(missing)}.")


def _listed(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()
