"""What a new village is told and asked about a pack: five packs in two sentences each, every open choice in two more.

The words are data: `guide.toml` here holds what is the same wherever a document is silent, a pack's own `guide.toml`
what its document says. Answers are texts as people write them (`5`, `1、4、7`, `both`).
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from rules.loader import load_pack, packs_folder
from rules.pack import Pack
from rules.settings import SETTINGS, Setting, Value, check_setting
from rules.strict import Table

_BETWEEN = re.compile(r"[\s,，、;；]+")
_UNSET = "none"


@dataclass(frozen=True, slots=True)
class Question:
    """One open choice, as people are asked about it."""

    key: str
    group: str
    title: str
    says: tuple[str, str]
    clause: str
    place: str
    """Where the clause stands in the document."""
    words: Mapping[str, str]
    """Answer → what people call it."""
    figure: str
    """What stands behind a number; "" where no number is an answer."""
    many: bool
    """Whether several may be named."""
    cautions: Mapping[str, str]
    """Answer → what it would bring, where that is hardly what anybody wants."""
    needs: str
    """Asked only where that setting is not "none"."""
    usual: str | None
    """The answer that holds until the village says otherwise; None where it has to say first."""

    def read(self, text: str) -> object:
        """The answer as a file would have it. Raises PackError for what this choice cannot be."""
        accepts, table = SETTINGS[self.key], Table("answers", "[choices]", {})
        clean = unicodedata.normalize("NFKC", text).strip()
        parts: list[object] = [self._one(part) for part in listed(clean)]
        raw: object = parts if accepts.many or len(parts) != 1 else parts[0]
        if accepts.many and accepts.whole and len(parts) == 1 and isinstance(parts[0], str):
            raw = parts[0]
        if accepts.text:
            raw = clean
        check_setting(table, self.key, raw)
        if not accepts.text and any(isinstance(part, str) and part not in self.words for part in parts):
            raise table.error(self.key, f"some of {', '.join(self.words)}", f"Found {text!r}.")
        return raw

    def said(self, text: str) -> str:
        """An answer in people's words: `5` is 5号."""
        parts = listed(text)
        figures = [part for part in parts if part not in self.words]
        named = [self.words[part] for part in parts if part in self.words]
        if figures:
            named.append("、".join(figures) + self.figure)
        return "、".join(named) or "都不用"

    def _one(self, part: str) -> object:
        if part in ("true", "false"):
            return part == "true"
        figure = part.removesuffix(self.figure) if self.figure else part
        try:
            number = Decimal(figure)
        except InvalidOperation:
            return part
        return int(number) if number.is_finite() and number == int(number) else number


@dataclass(frozen=True, slots=True)
class Guide:
    """A pack as it is put to a village that begins."""

    about: tuple[str, str]
    """Who wrote it, and what is special about it."""
    groups: Mapping[str, str]
    questions: tuple[Question, ...]
    proof: str
    """What kind of record approves taking it on (`item_change_proof`)."""
    approval: str
    """What to write down of that record."""

    def asked(self, pack: Pack, answers: Mapping[str, str]) -> tuple[Question, ...]:
        """The questions that matter with these answers."""
        return tuple(one for one in self.questions if self._matters(one, pack, answers))

    def _matters(self, question: Question, pack: Pack, answers: Mapping[str, str]) -> bool:
        if not question.needs:
            return True
        return (answers.get(question.needs) or str(pack.setting(question.needs).value)) != _UNSET


def pack_ids() -> tuple[str, ...]:
    """The packs that ship with the product."""
    return tuple(sorted(folder.name for folder in packs_folder().iterdir() if (folder / "pack.toml").exists()))


@cache
def guide_of(pack_id: str) -> Guide:
    """The guide of a pack. Raises PackError for a pack, KeyError for an open choice, that has no words."""
    pack = load_pack(packs_folder() / pack_id)
    shared, own = _toml(Path(__file__).with_name("guide.toml")), _toml(packs_folder() / pack_id / "guide.toml")
    about: tuple[str, str] = tuple(own["about"])
    proof = str(pack.setting("item_change_proof").value)
    questions = [called(pack, key) for key, one in pack.settings.items() if one.choice]
    order = list(shared["groups"])
    questions.sort(key=lambda one: order.index(one.group))
    return Guide(about, shared["groups"], tuple(questions), proof, shared["approval"][proof])


def called(pack: Pack, key: str) -> Question:
    """A setting in people's words, whether the document leaves it open or not."""
    row = dict(_toml(Path(__file__).with_name("guide.toml"))["choice"][key])
    row |= _toml(packs_folder() / pack.id / "guide.toml").get("choice", {}).get(key, {})
    return _question(pack, row, pack.setting(key), {form.code: form.title for form in pack.paper.forms})


def title_of(key: str) -> str:
    """What people call a setting."""
    return str(_toml(Path(__file__).with_name("guide.toml"))["choice"][key]["title"])


def listed(text: str) -> tuple[str, ...]:
    """The parts of an answer that names several."""
    return tuple(part for part in _BETWEEN.split(text.strip()) if part)


def written(raw: object) -> str:
    """An answer of a file as text: [1, 4] is "1,4", true is "true"."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, list | tuple):
        return ",".join(written(one) for one in raw)
    return str(raw)


def _question(pack: Pack, row: Mapping[str, Any], setting: Setting, forms: Mapping[str, str]) -> Question:
    accepts = SETTINGS[setting.key]
    free = accepts.many and not accepts.words and not accepts.whole
    first, second = row["says"]
    return Question(
        key=setting.key,
        group=row["group"],
        title=row["title"],
        says=(first, second),
        clause=setting.clause,
        place=pack.place(setting.clause),
        words=forms if free else row.get("words", {}),
        figure=row.get("figure", ""),
        many=accepts.many,
        cautions=row.get("cautions", {}),
        needs=row.get("needs", ""),
        usual=None if setting.value is None else _usual(setting.key, setting.value),
    )


def _usual(key: str, value: Value) -> str:
    if SETTINGS[key].points and isinstance(value, int):
        return f"{Decimal(value) / 100:f}"
    return written(value)


@cache
def _toml(path: Path) -> Mapping[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
