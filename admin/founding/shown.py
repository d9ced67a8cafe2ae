"""What the pages of the setup show, beside the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from admin.founding import forms
from rules.guide import Question, guide_of, listed, pack_ids
from village import clock
from village.model.founding import Founding
from village.services import approvals, founding, rulebook

_FIELDS = ("town", "village", "approval", "groups", "roll", "items", "login", "name")


def fields(answers: Founding) -> dict[str, str]:
    """What the plain fields hold; a village usually begins with a month."""
    since = answers.since or clock.today().replace(day=1)
    steps = {f"step-{at}": day for at, day in enumerate(approvals.listed(answers.steps))}
    return {**{name: getattr(answers, name) for name in _FIELDS}, **steps, "since": since.isoformat()}


def of(step: str, answers: Founding) -> dict[str, object]:
    """What the step's template asks for."""
    return _PARTS[step](answers) if step in _PARTS else {}


def _packs(_answers: Founding) -> dict[str, object]:
    return {"packs": [(rulebook.pack(one), guide_of(one).about) for one in pack_ids()]}


def _village(answers: Founding) -> dict[str, object]:
    pack = rulebook.pack(answers.pack)
    own = str(pack.setting("group_word").value)
    words = tuple(dict.fromkeys((own, *forms.GROUP_WORDS)))
    word = answers.group_word or own
    return {
        "pack": pack,
        "guide": guide_of(pack.id),
        "words": words,
        "word": word,
        "asked_steps": approvals.steps(pack),
    }


def _choices(answers: Founding) -> dict[str, object]:
    """What has to be answered stands first; the rest by subject, answered as usual until somebody says otherwise."""
    offered = forms.offered(answers)
    usual = [one for one in offered if one.usual is not None]
    groups = [
        (words, [one for one in usual if one.group == key]) for key, words in guide_of(answers.pack).groups.items()
    ]
    return {
        "first": [one for one in offered if one.usual is None],
        "groups": [(words, questions) for words, questions in groups if questions],
        "fixed": [one for one in founding.open_choices(answers) if one not in offered],
        "ticked": _ticked,
        "wrong": founding.wrong_choices(answers),
    }


def _ticked(one: Question, answer: str) -> set[str]:
    """The words of an answer; a figure counts as "figure"."""
    return {part if part in one.words else forms.FIGURE for part in listed(answer)}


def _roll(answers: Founding) -> dict[str, object]:
    return {"word": answers.group_word or rulebook.pack(answers.pack).setting("group_word").value}


def _look(answers: Founding) -> dict[str, object]:
    lacking = dict(founding.lacking(answers))
    rows = founding.rows_of(answers) if "roll" not in lacking else ()
    said = [(one, answers.choices.get(one.key, one.usual)) for one in founding.asked(answers)]
    return {
        "pack": rulebook.pack(answers.pack),
        "own": [(one, answer) for one, answer in said if answer is not None and answer != one.usual],
        "usual": [(one, answer) for one, answer in said if answer is not None and answer == one.usual],
        "wrong": founding.wrong_choices(answers),
        "counted": Counter(row.group for row in rows),
        "items": _items(answers),
        "seal": founding.seal(answers),
    }


def _items(answers: Founding) -> int:
    return 0 if "items" in dict(founding.lacking(answers)) else founding.items_of(answers)


_PARTS: Mapping[str, Callable[[Founding], dict[str, object]]] = {
    "pack": _packs,
    "village": _village,
    "choices": _choices,
    "roll": _roll,
    "items": lambda answers: {"there": _items(answers), "pack": rulebook.pack(answers.pack)},
    "look": _look,
}
