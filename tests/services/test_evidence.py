"""Photos are kept as pictures and nothing else."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests import builders
from tests.small_disk import filled, small_disk
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


def noise() -> bytes:
    """A photo that does not get small."""
    drawn = io.BytesIO()
    Image.effect_noise((400, 300), 80).convert("RGB").save(drawn, "JPEG")
    return drawn.getvalue()


def keep(store: Store, folder: Path, data: bytes) -> evidence.Evidence:
    with evidence.lay_aside(store, data, folder=folder) as laid:
        return evidence.keep_photo(store, laid, kind="photo", title="门口", actor=builders.CADRE)


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


def refuse(store: Store, folder: Path, data: bytes) -> None:
    """Keep the photo within a verb that is refused afterwards."""
    laying = evidence.lay_aside(store, data, folder=folder)
    with pytest.raises(VillageError, match="capped"), laying as laid, store.transaction():
        evidence.keep_photo(store, laid, kind="photo", title="", actor=builders.CADRE)
        raise VillageError("capped")


def test_what_is_refused_afterwards_leaves_neither_file_nor_row(store: Store, tmp_path: Path) -> None:
    refuse(store, tmp_path / "evidence", photo())
    assert not list((tmp_path / "evidence").iterdir())
    assert not store.db.execute("SELECT count(*) FROM evidence").fetchone()[0]


def test_a_refusal_spares_the_same_photo_behind_an_earlier_line(store: Store, tmp_path: Path) -> None:
    kept = keep(store, tmp_path / "evidence", photo())
    refuse(store, tmp_path / "evidence", photo())
    assert [path.name for path in (tmp_path / "evidence").iterdir()] == [kept.file]


def test_a_full_disk_keeps_no_half_photo_and_works_again_when_there_is_room(store: Store, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", kilobytes=256) as disk:
        folder = disk / "evidence"
        folder.mkdir()
        with filled(disk), pytest.raises(OSError, match="No space left"):
            keep(store, folder, noise())
        assert not list(folder.iterdir())
        assert not store.db.execute("SELECT count(*) FROM evidence").fetchone()[0]
        kept = keep(store, folder, noise())
        assert (folder / kept.file).stat().st_size > 10_000


def test_a_paper_needs_a_name(store: Store) -> None:
    with pytest.raises(VillageError, match="evidence_missing"):
        evidence.name_paper(store, kind="legal", title="  ", actor=builders.CADRE)
