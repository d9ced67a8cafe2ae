"""Setting up a village (开张): its answers step by step, looked at, and then the village at once or not at all."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import msgspec

import rules
from rules import Pack
from rules.guide import Question, guide_of, pack_ids
from village import clock
from village.errors import VillageError
from village.model.founding import Founding
from village.model.staff import Role
from village.services import item_tables, passwords, rolls, rulebook, staff, villages
from village.settings import Settings
from village.store import Store, foundings

STEPS = ("pack", "village", "choices", "roll", "items", "secretary")
_LONGEST_NAME = 20


def amend(settings: Settings, **answers: Any) -> Founding:
    """Keep more answers. Another pack begins its choices anew; everything else stays."""
    with foundings.locked(settings.data):
        known = foundings.load(settings.data)
        if answers.get("pack", known.pack) != known.pack:
            answers = {"choices": {}, "group_word": "", **answers}
        changed = replace(known, **answers)
        foundings.save(settings.data, changed)
    return changed


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
    """The steps of this village: a pack that brings its items is not asked for any."""
    whole = bool(answers.pack in pack_ids() and rulebook.pack(answers.pack).items)
    return tuple(step for step in STEPS if not (whole and step == "items"))


def asked(answers: Founding) -> tuple[Question, ...]:
    """The open choices that matter with these answers; what a group is called is asked with the village's name."""
    pack = rulebook.pack(answers.pack)
    return tuple(one for one in guide_of(answers.pack).asked(pack, answers.choices) if one.key != "group_word")


def rules_of(answers: Founding) -> Pack:
    """The pack with the choices made. Raises `choice_wrong`, `choice_missing` (`key` says which)."""
    pack = rulebook.pack(answers.pack)
    chosen = pack.choose(_choices(answers))
    for one in asked(answers):
        if chosen.setting(one.key).value is None:
            raise VillageError("choice_missing", one.clause, setting=one.title, key=one.key)
    return chosen


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
        settings=_choices(answers),
        actor=actor,
        approval=answers.approval,
    )
    if answers.items.strip():
        item_tables.add(store, answers.items, approval=answers.approval, actor=actor)
    rows = rolls.read(answers.roll, rolls.groups(answers.groups))
    rolls.enrol(store, rows, actor=actor, enrolled=answers.since)
    staff.add(store, login=answers.login, name=answers.name, role=Role.SECRETARY, password=password, actor=actor)


def _choices(answers: Founding) -> dict[str, Any]:
    """As a scenario file would have them; what does not matter with the others is left out."""
    found = {one.key: one.read(text) for one in asked(answers) if (text := _read(one, answers.choices)) is not None}
    if rulebook.pack(answers.pack).setting("group_word").choice:
        found["group_word"] = answers.group_word
    return found


def _read(one: Question, choices: Mapping[str, str]) -> str | None:
    text = choices.get(one.key)
    if text is not None:
        try:
            one.read(text)
        except rules.PackError as why:
            raise VillageError("choice_wrong", one.clause, setting=one.title, key=one.key) from why
    return text


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


def _roll(answers: Founding) -> None:
    rolls.read(answers.roll, rolls.groups(answers.groups))


def _items(answers: Founding) -> None:
    if answers.items.strip():
        item_tables.check(rulebook.pack(answers.pack), answers.items)


def _secretary(answers: Founding) -> None:
    staff.check_name(answers.login, answers.name)


_CHECKS: Mapping[str, Callable[[Founding], object]] = {
    "pack": _pack,
    "village": _village,
    "choices": rules_of,
    "roll": _roll,
    "items": _items,
    "secretary": _secretary,
}
