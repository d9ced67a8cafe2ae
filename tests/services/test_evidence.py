"""Photos are kept as pictures and nothing else."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests import builders
from village.errors import VillageError
from village.services import evidence
from village.store import Store


def photo(size: tuple[int, int] = (3000, 2000), kind: str = "JPEG") -> bytes:
    drawn = io.BytesIO()
    image = Image.new("RGB", size, (120, 160, 90))
    exif = Image.Exif()
    exif[0x9286] = "东经120.99"
    image.save(drawn, kind, exif=exif)
    return drawn.getvalue()


def keep(store: Store, folder: Path, data: bytes) -> evidence.Evidence:
    return evidence.keep_photo(store, data, folder=folder, kind="photo", title="门口", actor=builders.CADRE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_small_and_without_where_and_when(store: Store, tmp_path: Path, kind: str) -> None:
    kept = keep(store, tmp_path / "evidence", photo(kind=kind))
    data = (tmp_path / "evidence" / kept.file).read_bytes()
    with Image.open(io.BytesIO(data)) as image:
        assert max(image.size) == 1600
        assert not image.getexif()
    assert "东经".encode() not in data
    assert evidence.get(store, kept.id) == kept


@pytest.mark.parametrize("data", [b"", b"hello", b"\xff\xd8\xff" + b"x" * 100, photo()[:500], b"%PDF-1.7 ..."])
def test_what_is_no_photo_is_refused_and_leaves_nothing(store: Store, tmp_path: Path, data: bytes) -> None:
    with pytest.raises(VillageError, match="photo_wrong"):
        keep(store, tmp_path / "evidence", data)
    assert not (tmp_path / "evidence").exists()


def test_fifty_megabytes_are_too_much(store: Store, tmp_path: Path) -> None:
    with pytest.raises(VillageError, match="photo_too_big"):
        keep(store, tmp_path, b"\xff\xd8\xff" + bytes(50 * 1024 * 1024))


def test_a_pixel_flood_is_refused(store: Store, tmp_path: Path) -> None:
    flood = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(flood, "PNG")
    with pytest.raises(VillageError, match="photo_"):
        keep(store, tmp_path, flood.getvalue())


def test_a_paper_needs_a_name(store: Store) -> None:
    with pytest.raises(VillageError, match="evidence_missing"):
        evidence.name_paper(store, kind="legal", title="  ", actor=builders.CADRE)
