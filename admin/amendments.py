"""What an amendment changes, in words: what may be changed by hand, and what stands there before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import rules
from rules import Item, Pack
from rules.guide import Question, called, guide_of, written
from village.model.points import Points
from village.services.apart.orders import Amended
from village.services.rulebook import Trial

_WITHOUT_EFFECT = frozenset({"change", "money"})
"""Groups of choices that no figure of a year depends on."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise. `code` is that of an item, `setting` the key of a choice; a change with neither is
    one of the document itself, which only an amended pack can bring. `after` is what the form of adoption is given."""

    title: str
    before: str
    after: str
    code: str = ""
    setting: str = ""
    raw: Any = None

    @property
    def open(self) -> bool:
        """Whether the village can adopt it without another document."""
        return bool(self.code or self.setting)


def questions(pack: Pack) -> tuple[Question, ...]:
    """The open choices of a pack that a year's figures depend on."""
    return tuple(one for one in guide_of(pack.id).questions if one.group not in _WITHOUT_EFFECT)


def groups(pack: Pack) -> Mapping[str, str]:
    """Group of a choice → what it is called."""
    return guide_of(pack.id).groups


def fields(found: Sequence[Change]) -> Mapping[str, Mapping[str, str]]:
    """Code of a changed item → what the form of its new figures begins with."""
    filled: dict[str, dict[str, str]] = {}
    for one in found:
        if one.code:
            amount = one.after.strip("+-分")
            filled.setdefault(one.code, {})[f"option-{one.raw}" if one.raw else "points"] = amount
    return filled


def current(pack: Pack, question: Question) -> str | None:
    """What holds now, as an answer to the question; None where nothing was chosen."""
    value = pack.setting(question.key).value
    if value is None:
        return None
    return str(Points(int(value))) if question.key in ("base_points", "rate") else written(value)  # type: ignore[arg-type]


def changes(pack: Pack, amended: Amended, trial: Trial) -> list[Change]:
    """All that the amended rules change of the pack, as the village has it."""
    found: list[Change] = []
    asked = {one.key: one for one in questions(pack)}
    if trial.document:
        found += _of_document(pack, trial.document)
    for key, raw in trial.settings.items():
        before, after = _said(asked[key], pack), asked[key].said(written(raw))
        found.append(Change(asked[key].title, before, after, setting=key, raw=raw))
    for figure in amended.figures:
        item = pack.item(figure.code)
        found += _figures(
            item, {name: Points(int(value * 100)) for name, value in _given(figure.options, figure.points)}
        )
    return [one for one in found if one.before != one.after]


def _given(options: Any, points: Decimal | None) -> Iterator[tuple[str, Decimal]]:
    if options is not None:
        yield from options.items()
    elif points is not None:
        yield "", points


def _figures(item: Item, after: dict[str, Points]) -> Iterator[Change]:
    now = item.versions[-1]
    for name, points in after.items():
        yield Change(
            item.named(name), f"{Points(now.value(name)).signed}分", f"{points.signed}分", code=item.code, raw=name
        )


def _of_document(pack: Pack, document: Pack) -> Iterator[Change]:
    """What differs between the installed document, with what the village made of it, and the amended one."""
    installed = rules.load_pack(rules.packs_folder() / pack.id)
    for key, setting in document.settings.items():
        if setting.value != installed.setting(key).value:
            now, then = called(installed, key), called(document, key)
            yield Change(now.title, _said(now, installed), _said(then, document))
    codes = dict.fromkeys([item.code for item in (*installed.items, *document.items)])
    for code in codes:
        old, new = installed.find(code), document.find(code)
        if old is None or new is None:
            there = new or old
            assert there is not None
            yield Change(f"{code} {there.title}", "没有" if old is None else "有", "有" if old is None else "没有")
        elif old.versions != new.versions and not old.open and old.options.keys() == new.options.keys():
            figures = new.versions[-1]
            names = list(new.options) or [""]
            yield from _figures(pack.item(code), {name: Points(figures.value(name)) for name in names})
        elif old != new:
            yield Change(f"{code} {new.title}", rules.explain(old), rules.explain(new))


def _said(question: Question, pack: Pack) -> str:
    now = current(pack, question)
    return "还没定" if now is None else question.said(now)
