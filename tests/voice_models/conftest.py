"""A tiny model with the shape of a real one, and a loopback server that can misbehave."""

import hashlib
import random
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.voice_models.loopback import Loopback
from voice_models.manifest import Address, File, Model, Shelf, Stick

_BYTES = random.Random(7).randbytes
CONTENT = {
    "README": b"tiny\n",
    "am/final.mdl": _BYTES(2_500_000),
    "graph/phones/word_boundary.int": _BYTES(700_000),
    "ivector/online_cmvn.conf": b"",
}


def model_of(content: dict[str, bytes], *sources: object) -> Model:
    files = tuple(File(path, len(data), hashlib.sha256(data).hexdigest()) for path, data in content.items())
    return Model("tiny-1", "asr", "for tests", "none", files, (Shelf(), Stick(), *sources))


def zipped(path: Path, content: dict[str, bytes], inside: str = "tiny-1") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(f"{inside}/{name}" if inside else name, data)
    return path


def unpacked(folder: Path, content: dict[str, bytes]) -> Path:
    for name, data in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def lies_there(folder: Path, content: dict[str, bytes]) -> bool:
    return all((folder / name).read_bytes() == data for name, data in content.items())


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Loopback]:
    body = zipped(tmp_path / "served.zip", CONTENT).read_bytes()
    with Loopback(body) as loopback:
        yield loopback


@pytest.fixture
def tiny(server: Loopback) -> Model:
    """A model whose one source beyond the machine is the loopback server."""
    return model_of(CONTENT, Address(server.url, "tiny-1"))


@pytest.fixture
def offline(tiny: Model) -> Model:
    return replace(tiny, sources=(Shelf(), Stick()))


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "shelf"


@pytest.fixture
def older(shelf: Path) -> dict[str, bytes]:
    """An older model under the same name, already on the shelf."""
    content = {name: b"older " + data[:1000] for name, data in CONTENT.items()}
    unpacked(shelf / "tiny-1", content)
    return content
