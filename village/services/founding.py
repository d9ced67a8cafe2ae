"""Setting up a village (开张): its answers step by step, looked at, and then the village at once or not at all."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

import rules
from rules.guide import Question, guide_of, pack_ids, written
from rules.pack import WINDOWS
from village import clock
from village.errors import VillageError
from village.model.founding import Founding
from village.model.staff import Role
from village.services import approvals, group_names, item_tables, passwords, rolls, rulebook, staff, villages
from village.services.intakes import looking, roll
from village.settings import Settings
from village.store import Store, foundings

STEPS = ("pack", "village", "choices", "roll", "items", "secretary")
LOOK = "look"
"""The last step: all is looked over."""
_ORDER = (*STEPS, LOOK)
_LONGEST_NAME = 20


def kept(settings: Settings) -> Founding:
    """The answers so far. Raises `founding_unreadable`."""
    return foundings.load(settings.data)


def changed(answers: Founding, **more: Any) -> Founding:
    """With more answers. Another pack begins its choices anew; everything else stays, and `step` never goes back."""
    if more.get("pack", answers.pack) != answers.pack:
        more = {"choices": {}, "group_word": "", **more}
    if "choices" in more:
        more["choices"] = _plainly(more.get("pack", answers.pack), more["choices"])
    if "step" in more:
        more["step"] = max(answers.step, more["step"], key=lambda one: _ORDER.index(one) if one in _ORDER else -1)
    return replace(answers, **more)


def amend(settings: Settings, **more: Any) -> Founding:
    """Keep more answers, beside what others kept meanwhile."""
    with foundings.locked(settings.data):
        answers = changed(foundings.load(settings.data), **more)
        foundings.save(settings.data, answers)
    return answers


def check(step: str, answers: Founding) -> None:
    """Whether a step's answers can be taken. Raises VillageError: what is missing or wrong, and what to do."""
    _CHECKS[step](answers)


def lacking(answers: Founding) -> tuple[tuple[str, VillageError], ...]:
    """Every step that still keeps the village from being founded, and why."""
    found = []
    for step in STEPS:
        try:
            check(step, answers)
        except VillageError as why:
            found.append((step, why))
            if step == "pack":  # all others depend on it
                break
    return tuple(found)


def steps(answers: Founding) -> tuple[str, ...]:
    """The steps of this village, the look at last: a pack that brings its items is not asked for any."""
    whole = bool(answers.pack in pack_ids() and rulebook.pack(answers.pack).items)
    return tuple(step for step in _ORDER if not (whole and step == "items"))


def been_at(answers: Founding, step: str) -> bool:
    """Whether somebody has already gone on from a step."""
    return answers.step in _ORDER and _ORDER.index(step) < _ORDER.index(answers.step)


def open_choices(answers: Founding) -> tuple[Question, ...]:
    """Every open choice of the pack; what a group is called is asked with the village's name."""
    return tuple(one for one in guide_of(answers.pack).questions if one.key != "group_word")


def asked(answers: Founding) -> tuple[Question, ...]:
    """The open choices that matter with these answers."""
    matter = guide_of(answers.pack).asked(rulebook.pack(answers.pack), answers.choices)
    return tuple(one for one in open_choices(answers) if one in matter)


def wrong_choices(answers: Founding) -> dict[str, VillageError]:
    """Key → what is the matter with it: `choice_wrong` or `choice_missing` (the days of exchange need months)."""
    read, found = _choices(answers)
    chosen = rulebook.pack(answers.pack).choose(read)
    for one in asked(answers):
        implied = one.key == WINDOWS[1] and chosen.setting(WINDOWS[0]).value is None  # every day of the months
        if chosen.setting(one.key).value is None and one.key not in found and not implied:
            found[one.key] = VillageError("choice_missing", one.clause, setting=one.title, key=one.key)
    return found


def rows_of(answers: Founding) -> tuple[rolls.Row, ...] | tuple[roll.Row, ...]:
    """The households of the list: groups and heads, or the office's whole table of them.

    Raises as `rolls.read`, and `roll_doubtful` at the first cell of a table that is not understood.
    """
    known = rolls.groups(answers.groups)
    table = looking.roll_in(answers.roll)
    if table is None:
        return rolls.read(answers.roll, known)
    rows = roll.look(None, table, lambda *_: None)
    for fault in sorted(table.faults, key=lambda one: one.line):
        raise VillageError("roll_doubtful", line=fault.line, field=fault.column, what=fault.wanted)
    for row in rows:
        if known and row.group not in known:
            raise VillageError("roll_group_wrong", line=row.line, group=row.group)
    return rows


def items_of(answers: Founding) -> int:
    """How many items there will be: the document's, or the table's. Raises as `item_tables.check`."""
    pack = rulebook.pack(answers.pack)
    return len(pack.items) or (len(item_tables.check(pack, answers.items)) if answers.items.strip() else 0)


def seal(answers: Founding) -> str:
    """Changes with any answer: what was looked at is what is founded."""
    return hashlib.sha256(msgspec.json.encode(replace(answers, step=""), order="sorted")).hexdigest()[:16]


def create(settings: Settings, *, password: str, sealed: str, node: str = "") -> Founding:
    """Found the village of the kept answers, whole or not at all.

    Raises `village_founded_already`, `founding_changed` (somebody else wrote after these were looked at), what `check`
    raises, `password_short` and `password_weak`.
    """
    with foundings.locked(settings.data):
        if settings.database.exists():
            raise VillageError("village_founded_already")
        answers = foundings.load(settings.data)
        if seal(answers) != sealed:
            raise VillageError("founding_changed")
        for step in STEPS:
            check(step, answers)
        passwords.check(password, login=answers.login)
        with foundings.new_file(settings.database) as store:
            _fill(store, answers, password, node or f"v{secrets.token_hex(4)}")
        foundings.forget(settings.data)
    return answers


def _fill(store: Store, answers: Founding, password: str, node: str) -> None:
    assert answers.since
    actor = answers.name.strip()
    villages.found(store, node=node, name=answers.village, town=answers.town, group_word=answers.group_word)
    rulebook.adopt(
        store,
        pack_id=answers.pack,
        since=answers.since,
        settings=_choices(answers)[0],
        actor=actor,
        approval=approvals.of(answers, rulebook.pack(answers.pack)),
    )
    if "items" in steps(answers) and answers.items.strip():
        item_tables.add(store, answers.items, approval=approvals.of(answers, rulebook.pack(answers.pack)), actor=actor)
    group_names.name(store, rolls.groups(answers.groups))
    _enrol(store, rows_of(answers), actor=actor, since=answers.since)
    staff.add(store, login=answers.login, name=answers.name, role=Role.SECRETARY, password=password, actor=actor)


def _enrol(store: Store, rows: tuple[rolls.Row, ...] | tuple[roll.Row, ...], *, actor: str, since: date) -> None:
    pack = rulebook.rules_on(store, since)
    for row in rows:
        if isinstance(row, rolls.Row):
            rolls.enrol(store, (row,), actor=actor, enrolled=since)
        else:
            list(roll.take(store, replace(row, enrolled=row.enrolled or since), pack=pack, actor=actor))


def _choices(answers: Founding) -> tuple[dict[str, Any], dict[str, VillageError]]:
    """The choices as a scenario file would have them, without those that do not matter; and what cannot be read."""
    read: dict[str, Any] = {}
    known = {one.key for one in open_choices(answers)}
    wrong = {key: VillageError("choice_wrong", setting=key, key=key) for key in answers.choices if key not in known}
    for one in asked(answers):
        text = answers.choices.get(one.key)
        if text is None or not (text or one.usual is not None):  # not answered yet
            continue
        try:
            read[one.key] = one.read(text)
        except rules.PackError:
            wrong[one.key] = VillageError("choice_wrong", one.clause, setting=one.title, key=one.key)
    if rulebook.pack(answers.pack).setting("group_word").choice and answers.group_word:
        read["group_word"] = answers.group_word
    return read, wrong


def _plainly(pack_id: str, choices: Mapping[str, str]) -> dict[str, str]:
    """Answers as the guide writes them (５号 is 5); what cannot be read stays as it was typed."""
    plain = dict(choices)
    for one in guide_of(pack_id).questions if pack_id in pack_ids() else ():
        if plain.get(one.key):
            with suppress(rules.PackError):
                plain[one.key] = written(one.read(plain[one.key]))
    return plain


def _pack(answers: Founding) -> None:
    if answers.pack not in pack_ids():
        raise VillageError("founding_pack")


def _village(answers: Founding) -> None:
    for key in ("town", "village", "group_word"):
        if not getattr(answers, key).strip():
            raise VillageError("founding_name", key=key)
        if len(getattr(answers, key)) > _LONGEST_NAME:
            raise VillageError("name_too_long", count=_LONGEST_NAME, key=key)
    starts = rulebook.pack(answers.pack).starts
    if answers.since is None or not starts <= answers.since <= clock.today():
        raise VillageError("founding_since", full_date=starts)
    if not answers.approval.strip():
        raise VillageError("approval_missing", rulebook.pack(answers.pack).setting("item_change_proof").clause)
    approvals.of(answers, rulebook.pack(answers.pack))


def _choices_made(answers: Founding) -> None:
    for why in wrong_choices(answers).values():
        raise why


def _secretary(answers: Founding) -> None:
    staff.check_name(answers.login, answers.name)


_CHECKS: Mapping[str, Callable[[Founding], object]] = {
    "pack": _pack,
    "village": _village,
    "choices": _choices_made,
    "roll": rows_of,
    "items": items_of,
    "secretary": _secretary,
}
