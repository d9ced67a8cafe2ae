"""Settings of one installation: `settings.toml` in the data folder, then VILLAGE_* of the environment."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Literal

import msgspec


class SettingsError(Exception):
    """The settings file is wrong; the message names file, key and what is expected."""


class Printer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`address` is host:port for a network printer, vendor:product (hex) for USB, unused for the spool.

    `paper` is the roll's width in millimetres; `mode` "raster" prints pictures (any printer), "text" sends
    GB18030 (fast, only where the test page comes out right).
    """

    kind: Literal["spool", "network", "usb"] = "spool"
    address: str = ""
    paper: Literal[58, 80] = 58
    mode: Literal["raster", "text"] = "raster"


class Screen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`ppi` turns millimetres into CSS pixels (px = mm × ppi / 25.4; norms.md lists the usual screens)."""

    ppi: int = 141


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All settings. Ports in 1..65535; `office_network` opens both faces to the office's network.

    `kiosk_name` is what a help call says when the kiosk gave no name of its own. `public_reasons` widens
    decision 18: with it a household found without card or PIN shows its reasons too.
    """

    kiosk_port: int = 8000
    admin_port: int = 8001
    office_network: bool = False
    kiosk_name: str = "大厅"
    public_reasons: bool = False
    speech: bool = True
    screen: Screen = Screen()
    printer: Printer = Printer()
    data: Path = Path("data")

    @property
    def database(self) -> Path:
        """The village file."""
        return self.data / "village.db"

    @property
    def evidence(self) -> Path:
        """Photos behind lines (YK-21)."""
        return self.data / "evidence"

    @property
    def spool(self) -> Path:
        """Receipts as they would print, when there is no printer."""
        return self.data / "spool"


def load(data: Path | None = None) -> Settings:
    """Read the settings of a data folder (VILLAGE_DATA, else ./data). Raises SettingsError."""
    folder = data or Path(os.environ.get("VILLAGE_DATA", "data"))
    path = folder / "settings.toml"
    values: dict[str, object] = {}
    try:
        if path.exists():
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        for key in ("kiosk_port", "admin_port"):
            if text := os.environ.get(f"VILLAGE_{key.upper()}"):
                values[key] = int(text)
        if "data" in values:
            raise ValueError("the data folder is named by --data or VILLAGE_DATA, not in its own settings")
        return msgspec.structs.replace(msgspec.convert(values, Settings), data=folder)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, ValueError) as why:
        raise SettingsError(f"{path}: {why}. Mend that line, or delete it to take the default.") from why
