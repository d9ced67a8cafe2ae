"""Without a printer: the folder of receipts, and which port the settings mean."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from village.devices import spool
from village.devices.escpos_port import NetworkPort
from village.devices.printer import PrinterFailed
from village.devices.printers import open_port
from village.devices.spool import SpoolPort
from village.devices.usb_port import UsbPort
from village.model.device import Trouble
from village.settings import Printer, Settings, SettingsError


def picture(data: bytes) -> bytes:
    return b"picture of " + data


def test_bytes_and_picture_lie_side_by_side_and_nothing_else(tmp_path: Path) -> None:
    port = SpoolPort(tmp_path / "spool", picture)
    assert port.status() is None
    port.send(b"one", name="000001")
    port.send(b"two", name="000001-1")
    found = {path.name: path.read_bytes() for path in (tmp_path / "spool").iterdir()}
    assert found == {
        "000001.bin": b"one",
        "000001.png": b"picture of one",
        "000001-1.bin": b"two",
        "000001-1.png": b"picture of two",
    }


def test_the_folder_does_not_fill_the_disk(tmp_path: Path) -> None:
    port = SpoolPort(tmp_path, picture)
    for number in range(spool.KEPT + 3):
        (tmp_path / f"{number:06d}.bin").write_bytes(b"old")
        (tmp_path / f"{number:06d}.png").write_bytes(b"old")
    port.send(b"new", name="999999")
    assert (tmp_path / "999999.png").exists()
    assert len(list(tmp_path.iterdir())) == 2 * spool.KEPT


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_lost(tmp_path: Path) -> None:
    (tmp_path / "spool").write_text("a file stands in the way")
    port = SpoolPort(tmp_path / "spool", picture)
    assert port.status() == Trouble.DISK_FULL
    with pytest.raises(PrinterFailed) as failed:
        port.send(b"one", name="000001")
    assert not failed.value.started


def settings(tmp_path: Path, **printer: str) -> Settings:
    return Settings(printer=msgspec.convert(printer, Printer), data=tmp_path)


def test_the_settings_choose_the_port(tmp_path: Path) -> None:
    def kind(**printer: str) -> type:
        return type(open_port(settings(tmp_path, **printer), picture=picture))

    assert kind() is SpoolPort
    assert kind(kind="network", address="192.168.1.50:9100") is NetworkPort
    assert kind(kind="network", address="printer.lan") is NetworkPort
    assert kind(kind="usb", address="0416:5011") is UsbPort


@pytest.mark.parametrize(
    ("kind", "address"), [("network", ""), ("network", "a b"), ("network", "a:99999"), ("usb", "0416"), ("usb", "x:y")]
)
def test_an_address_that_is_none_is_refused_with_an_example(tmp_path: Path, kind: str, address: str) -> None:
    with pytest.raises(SettingsError, match=r"printer\.address .* as "):
        open_port(settings(tmp_path, kind=kind, address=address), picture=picture)
