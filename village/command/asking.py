"""The setup in the terminal from the first question to the founding, also when it was broken off in between."""

from __future__ import annotations

from collections.abc import Collection

from village.command.questions import STEPS
from village.command.talk import Talk, line, password, say, sorry, words, yes
from village.errors import VillageError
from village.model.founding import Founding
from village.services import founding, rulebook
from village.settings import Settings

_BY_OPTION = {"pack": "pack", "village": "approval", "choices": "choices", "roll": "roll", "items": "items"}
_BY_OPTION |= {"secretary": "login"}


def ask(chosen: Settings, *, answered: Collection[str], known: str) -> Founding:
    """Ask what is missing, show it all, found the village. `answered` came by options and `known` is the password
    that did: neither is asked for. Raises EOFError when nobody answers any more."""
    talk = Talk(chosen)
    say("hello")
    if talk.answers.step:
        say("again")
    while True:
        for step in founding.STEPS:
            if step in founding.steps(talk.answers) and _open(talk.answers, step, answered):
                _ask(talk, step)
        _show(talk.answers)
        picked, order = line(words()["right"]), founding.steps(talk.answers)[:-1]
        if picked.isdecimal() and 1 <= int(picked) <= len(order):
            _ask(talk, order[int(picked) - 1])
        elif yes(picked):
            try:
                return founding.create(chosen, password=known or password(), sealed=founding.seal(talk.answers))
            except VillageError as why:
                sorry(why)
                known, talk = "", Talk(chosen)


def _open(answers: Founding, step: str, answered: Collection[str]) -> bool:
    """Whether a step is still to be asked: its answers cannot be taken, or nobody has been there yet."""
    been_there = founding.been_at(answers, step) or _BY_OPTION[step] in answered
    return not been_there or step in dict(founding.lacking(answers))


def _ask(talk: Talk, step: str) -> None:
    print(f"\n== {words()['steps'][step]} ==")
    STEPS[step](talk)
    order = founding.steps(talk.answers)
    talk.keep(step=order[order.index(step) + 1])


def _show(answers: Founding) -> None:
    rows, items, counts = len(founding.rows_of(answers)), founding.items_of(answers), words()["counts"]
    asked = founding.asked(answers)
    own = [one for one in asked if answers.choices.get(one.key, one.usual) != one.usual]
    said = {
        "pack": [rulebook.pack(answers.pack).title],
        "village": [f"{answers.town} {answers.village}，{answers.group_word}，{answers.since}，{answers.approval}"],
        "choices": [f"{one.title}：{one.said(answers.choices[one.key])}  〔{one.clause}〕" for one in own],
        "roll": [counts["roll"].format(count=rows) if rows else counts["later"]],
        "items": [counts["items"].format(count=items) if items else counts["later"]],
        "secretary": [f"{answers.name}，{answers.login}"],
    }
    said["choices"].append(counts["usual"].format(count=len(asked) - len(own)))
    print(f"\n{words()['look']}")
    for number, step in enumerate(founding.steps(answers)[:-1], 1):
        print(f"{number}. {words()['steps'][step]}：" + "\n     ".join(said[step]))
