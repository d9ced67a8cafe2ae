"""The screen typeface covers 通用规范汉字表 in pieces that hold exactly what their ranges promise."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from fontTools.ttLib import TTFont

from tests.characters import table
from tests.web.typeface import faces, piece_of
from village.language.phrases import catalogue
from village.web import typeface
from village.web.typeface.cut import cut


@pytest.fixture(scope="module")
def holds() -> dict[str, set[int]]:
    """What is in each piece."""
    found = {}
    for name, _ in faces():
        with TTFont(typeface.FOLDER / name) as font:
            found[name] = set(font.getBestCmap())
    return found


def test_every_character_of_the_table_has_its_letter(holds: dict[str, set[int]]) -> None:
    missing = [each for each in table() if ord(each) not in holds.get(piece_of(ord(each)), ())]
    assert not missing


def test_every_sign_that_the_program_itself_writes_has_its_letter(holds: dict[str, set[int]]) -> None:
    written = {each for template in catalogue().values() for each in template.shown}
    assert not [each for each in written if ord(each) not in holds.get(piece_of(ord(each)), ())]


def test_no_piece_is_large_and_the_first_page_needs_few() -> None:
    assert max((typeface.FOLDER / name).stat().st_size for name, _ in faces()) < 40_000
    shown = [catalogue()[key].shown for key in ("home.welcome", "button.begin", "button.help", "button.read_aloud")]
    assert len({piece_of(ord(each)) for text in shown for each in text}) <= 6


def license_of(path: Path) -> str:
    with TTFont(path) as font:
        return str(font["name"].getDebugName(13))


def test_pieces_carry_their_license() -> None:
    names = [path for path in typeface.FOLDER.iterdir() if path.suffix == ".woff2"]
    assert "SIL Open Font License" in (typeface.FOLDER / "LICENSE").read_text()
    assert all("SIL Open Font License" in license_of(path) for path in names[:3])


def test_a_piece_is_kept_for_good_and_named_for_what_is_in_it() -> None:
    app = Flask(__name__)
    typeface.install(app)
    client = app.test_client()
    name = next(path.name for path in typeface.FOLDER.glob("*.woff2"))
    with client.get(f"/shared/fonts/{name}") as answer:
        sent, kept = answer.data, answer.headers["Cache-Control"]
    assert sent.startswith(b"wOF2")
    assert {"public", "immutable", "max-age=31536000"} <= set(kept.split(", "))
    assert client.get("/shared/fonts/..%2f..%2fvendor%2fVENDOR.txt").status_code == 404


def test_cutting_again_leaves_what_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    cut(typeface.FOLDER)
    capsys.readouterr()
    before = {path: path.stat().st_mtime_ns for path in typeface.FOLDER.iterdir()}
    cut(typeface.FOLDER)
    assert {path: path.stat().st_mtime_ns for path in typeface.FOLDER.iterdir()} == before
    assert not capsys.readouterr().err


def test_without_pieces_the_pages_ask_for_none(tmp_path: Path) -> None:
    assert typeface.address(tmp_path) == ""
