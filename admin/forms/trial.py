"""The form of amended rules that a year is to be played under: changed files of the pack, changed figures, or both."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any

import rules
from admin import amendments
from admin.forms.fields import Form, FormError, points
from admin.forms.rehearsal import MOST_BYTES, Upload, content
from rules import Item, Pack, PackError, faults
from rules.guide import Question, listed
from rules.strict import parse_toml
from village import clock
from village.model.points import Points
from village.services import rulebook
from village.services.apart.orders import Amended, Figure

ROWS = ("1", "2", "3")
"""So many figures can be changed by hand; whoever wants more changes the files."""
_FILES = ("pack.toml", "items.toml")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A year, and the rules to play it under; `files` are those of an amended pack."""

    year: int
    amended: Amended
    files: dict[str, bytes]


def read(form: Form, uploads: Sequence[Upload], *, rules_on: Callable[[date], Pack], years: Sequence[int]) -> Wanted:
    """`rules_on` answers what the village obeys on a day. Raises FormError; rules that do not go together are told in
    the words of the rules' own reader."""
    year = form.get("year", "")
    if year not in {str(known) for known in years}:
        raise FormError("year", "field_wrong", field="年份")
    day = min(date(int(year), 12, 31), clock.today())
    pack = rules_on(day)
    files = _files(uploads)
    settings, figures = _changes(form, pack)
    if (settings or figures) and pack.id != rules_on(clock.today()).id:
        raise FormError("year", "pack_other", title=pack.title)
    if not files and not settings and not figures:
        raise FormError("", "trial_empty")
    amended = Amended(pack.id if files else "", settings, figures)
    _check(rules_on, day, amended, files)
    return Wanted(int(year), amended, files)


def _changes(form: Form, pack: Pack) -> tuple[dict[str, Any], tuple[Figure, ...]]:
    """What the rows say; a row without a choice says nothing."""
    settings: dict[str, Any] = {}
    figures = []
    questions = {one.key: one for one in amendments.questions(pack)}
    for row in ROWS:
        kind, _, name = form.get(f"what-{row}", "").partition(":")
        item = pack.find(name)
        if kind == "item" and item:
            figures.append(_figure(form, row, item))
        elif kind == "setting" and name in questions:
            try:
                settings[name] = questions[name].read(_coded(questions[name], form.get(f"value-{row}", "")))
            except rules.PackError as why:
                raise FormError(f"value-{row}", "choice_wrong", setting=questions[name].title) from why
    return settings, tuple(figures)


def _coded(question: Question, text: str) -> str:
    """An answer, where somebody wrote what it is called."""
    codes = {words: code for code, words in question.words.items()}
    return "、".join(codes.get(part, part) for part in listed(text))


def _figure(form: Form, row: str, item: Item) -> Figure:
    if item.options:
        return Figure(item.code, options={name: _amount(form, f"value-{row}-{name}", item) for name in item.options})
    return Figure(item.code, points=_amount(form, f"value-{row}", item))


def _amount(form: Form, name: str, item: Item) -> Decimal:
    """People write figures without a sign; the item's table gives it."""
    found = points(form, name)
    if not found:
        raise FormError(name, "points_wrong")
    signed: Points = -abs(found) if item.kind == "negative" else abs(found)
    return Decimal(signed.hundredths) / 100


def _files(uploads: Sequence[Upload]) -> dict[str, bytes]:
    """The pack's files by their proper names, out of what was chosen: one, both, or the folder as a zip."""
    found: dict[str, bytes] = {}
    for upload in uploads:
        if not upload.filename:
            continue
        text = content(upload, "pack_files")
        if text.startswith(b"PK\x03\x04"):
            found |= _unpacked(text)
        else:
            found[_known(PurePath(upload.filename).name, text)] = text
    return found


def _unpacked(zipped: bytes) -> dict[str, bytes]:
    """Nothing is written to the disk, and no more is read than a pack may have."""
    found = {}
    try:
        with zipfile.ZipFile(BytesIO(zipped)) as folder:
            for entry in folder.infolist():
                if (name := PurePath(entry.filename).name) in _FILES:
                    with folder.open(entry) as file:
                        found[name] = file.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError) as why:
        raise FormError("pack_files", "pack_files_missing") from why
    if not found:
        raise FormError("pack_files", "pack_files_missing")
    if any(len(text) > MOST_BYTES for text in found.values()):
        raise FormError("pack_files", "file_too_big", what="pack.toml")
    return found


def _known(name: str, text: bytes) -> str:
    """Which of the pack's files it is: a table of items, or the rest."""
    try:
        given = parse_toml(text.decode("utf-8-sig"), name)
    except (UnicodeDecodeError, PackError) as why:
        wrong = why if isinstance(why, PackError) else PackError(name, "-", "-", "text in UTF-8", "")
        said = faults.told_of(wrong, text.decode("utf-8-sig", errors="replace"))
        raise FormError("pack_files", "pack_file_wrong", what=f"{name}：{said}") from why
    if "item" in given:
        return "items.toml"
    if "settings" in given:
        return "pack.toml"
    raise FormError("pack_files", "pack_files_missing")


def _check(rules_on: Callable[[date], Pack], day: date, amended: Amended, files: dict[str, bytes]) -> None:
    """Whether the rules can be read, and go together with what the village chose. What was not sent is as installed."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            if files:
                place = Path(folder) / "pack" / amended.document
                place.mkdir(parents=True)
                installed = rules.packs_folder() / amended.document
                for name in _FILES:
                    files.setdefault(name, (installed / name).read_bytes())
                    (place / name).write_bytes(files[name])
            trial = amended.trial(Path(folder))
        with rulebook.on_trial(trial):
            rules_on(day)
    except PackError as why:
        raise _refused(why, files) from why


def _refused(why: PackError, files: dict[str, bytes]) -> FormError:
    """What is wrong in a file that was sent; where none was, the figure or choice that was typed."""
    if not files:
        name, wanted = why.table.removeprefix("[[item]] "), faults.wanted_said(why.expected)
        return FormError("", "pack_file_wrong", said="trial_wrong", what=name, field=wanted)
    name = PurePath(why.file).name
    said = faults.told_of(why, files.get(name, b"").decode("utf-8-sig", errors="replace"))
    return FormError("pack_files", "pack_file_wrong", what=f"{name}：{said}")
