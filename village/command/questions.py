"""The questions of the setup in the terminal, a function a step: each is asked again until its answer can be taken."""

from __future__ import annotations

import string
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from rules import PackError
from rules.guide import Question, guide_of, listed, pack_ids
from village import clock
from village.command.talk import Talk, line, say, sorry, words, yes
from village.errors import VillageError
from village.services import approvals, founding, item_sheets, item_tables, rulebook

_ABOUT = {"founding_since": "since", "approval_missing": "approval", "staff_name_wrong": "login"}


def pack(talk: Talk) -> None:
    """Which of the packs."""
    ids = pack_ids()
    for number, one in enumerate(ids, 1):
        print(f"{number}. {rulebook.pack(one).title}  {rulebook.pack(one).document}")
        print(*(f"   {sentence}" for sentence in guide_of(one).about), sep="\n")
        if not rulebook.pack(one).items:
            say("pack_items")
    now = str(ids.index(talk.answers.pack) + 1) if talk.answers.pack in ids else ""
    while (text := line(words()["pack"], now)) not in ids:
        if text.isdecimal() and 1 <= int(text) <= len(ids):
            text = ids[int(text) - 1]
            break
        sorry(VillageError("founding_pack"))
    talk.keep(pack=text)


def village(talk: Talk) -> None:
    """Names, first day, and who approved."""
    chosen = rulebook.pack(talk.answers.pack)
    _plain(talk, "village", "town")
    _plain(talk, "village", "village")
    _plain(talk, "village", "group_word", default=str(chosen.setting("group_word").value))
    _plain(talk, "village", "since", read=date.fromisoformat, default=clock.today().replace(day=1).isoformat())
    _plain(talk, "village", "approval", record=guide_of(chosen.id).approval)
    if steps := approvals.steps(chosen):
        _plain(talk, "village", "steps", words_of="days", record="、".join(steps))


def choices(talk: Talk) -> None:
    """First what has no usual answer; the rest one by one only for whoever wants to see it."""
    asked = founding.asked(talk.answers)
    first = [one for one in asked if one.usual is None]
    if first:
        say("first")
    for one in first:
        _choice(talk, one)
    rest = [one for one in founding.open_choices(talk.answers) if one not in first and _can_differ(one)]
    count = sum(one in asked for one in rest)
    every = yes(line(words()["usual"].format(count=count)))
    for one in rest:
        if (every and one in founding.asked(talk.answers)) or one.key in founding.wrong_choices(talk.answers):
            _choice(talk, one)


def roll(talk: Talk) -> None:
    """The groups and the households, or nothing yet."""
    word = talk.answers.group_word
    while True:
        groups = line(words()["groups"].format(word=word), talk.answers.groups.replace("\n", "、"))
        say("roll", word=word)
        lines = list(iter(lambda: line(""), ""))
        if _taken(talk, "roll", groups=groups, roll="\n".join(lines) or talk.answers.roll):
            return


def items(talk: Talk) -> None:
    """The filled-in table, or nothing yet."""
    empty = item_tables.empty(talk.answers.pack)
    while path := line(words()["items"].format(path=empty)):
        try:
            text = item_sheets.text_of(Path(path).expanduser().read_bytes())
        except OSError as why:
            say("no_file", path=path, why=why)
        except VillageError as why:
            sorry(why)
        else:
            if _taken(talk, "items", items=text):
                return


def secretary(talk: Talk) -> None:
    """The first log-in; its password comes last."""
    _plain(talk, "secretary", "name")
    _plain(talk, "secretary", "login")


STEPS: dict[str, Callable[[Talk], None]] = {
    "pack": pack,
    "village": village,
    "choices": choices,
    "roll": roll,
    "items": items,
    "secretary": secretary,
}


def _taken(talk: Talk, step: str, **more: Any) -> bool:
    try:
        founding.check(step, founding.changed(talk.answers, **more))
    except VillageError as why:
        sorry(why)
        return False
    talk.keep(**more)
    return True


def _plain(
    talk: Talk,
    step: str,
    key: str,
    *,
    words_of: str = "",
    read: Callable[[str], Any] = str,
    default: str = "",
    **blanks: object,
) -> None:
    """One field of a step; what the step has against its other fields is their own question."""
    prompt, now = words()[words_of or key].format(**blanks), getattr(talk.answers, key)
    while True:
        text = line(prompt, str(now or default))
        try:
            if not text:
                raise VillageError("field_missing", field=words()["fields"][key])
            more = {key: read(text)}
            founding.check(step, founding.changed(talk.answers, **more))
        except ValueError:
            sorry(VillageError("date_wrong"))
        except VillageError as why:
            if why.code != "field_missing" and why.params.get("key", _ABOUT.get(why.code, key)) != key:
                return talk.keep(**more)
            sorry(why)
        else:
            return talk.keep(**more)


def _choice(talk: Talk, one: Question) -> None:
    letters = dict(zip(string.ascii_lowercase, one.words, strict=False))
    print(f"\n{one.title}  〔{one.clause} {one.place}〕\n  {one.says[0]}{one.says[1]}")
    for letter, word in letters.items():
        print(f"  {letter}) {one.words[word]}")
    if one.figure:
        say("figure_too" if one.words else "figure", unit=one.figure)
    if one.many:
        say("several_or_none" if one.usual == "" else "several")
    now = talk.answers.choices.get(one.key, one.usual)
    while (text := line(words()["answer"], one.said(now) if now is not None else "")) or now is None:
        if now is not None and text == one.said(now):
            break
        answer = "" if text == "-" else ",".join(letters.get(part.lower(), part) for part in listed(text))
        try:
            one.read(answer)
        except PackError:
            sorry(VillageError("choice_wrong", one.clause, setting=one.title))
        else:
            if answer in one.cautions:
                print(f"! {one.cautions[answer]}")
            talk.keep(choices={**talk.answers.choices, one.key: answer})
            break


def _can_differ(one: Question) -> bool:
    return bool(one.figure or one.many or len(one.words) > 1)
