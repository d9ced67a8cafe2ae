"""Settings of one installation: `settings.toml` in the data folder, then VILLAGE_* of the environment."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Literal

import msgspec

Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]
Rendering = Literal["quiet times", "off"]


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


class _InFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may stand in `settings.toml`. `office_network` opens both faces to the office's network.

    `kiosk_name` is what a help call says when the kiosk gave no name of its own. `headphones` is a part of the name
    that the kiosk's browser gives to the output of its headphones. `public_reasons` widens
    decision 18: with it a household found without card or PIN shows its reasons too. `idle_honours` shows the
    newest honour on the kiosk's first page. `rendering` says when the machine makes clips of the pleasant voice: while
    nobody is at the kiosk, or never (`village voices render` still does). `backup` is a folder, on a stick
    or another disc, into which the server puts a backup every day while it is there.
    """

    kiosk_port: Port = 8000
    admin_port: Port = 8001
    office_network: bool = False
    kiosk_name: str = "大厅"
    headphones: str = ""
    public_reasons: bool = False
    idle_honours: bool = False
    speech: bool = True
    rendering: Rendering = "quiet times"
    backup: str = ""
    screen: Screen = Screen()
    printer: Printer = Printer()


class Settings(_InFile, frozen=True):
    """All settings, and the folder they came from."""

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
    def voices(self) -> Path:
        """Clips of phrases, numbers and names, a folder for each voice."""
        return self.data / "voices"

    @property
    def spool(self) -> Path:
        """Receipts as they would print, when there is no printer."""
        return self.data / "spool"


def load(data: Path | None = None) -> Settings:
    """Read the settings of a data folder (VILLAGE_DATA, else ./data). Raises SettingsError."""
    folder = data or Path(os.environ.get("VILLAGE_DATA", "data"))
    path = folder / "settings.toml"
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        if "data" in values:
            raise ValueError("the data folder is named by --data or VILLAGE_DATA, not in its own settings")
        chosen = msgspec.convert(values, _InFile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, ValueError) as why:
        raise SettingsError(f"{path}: {why}. Mend that line, or delete it to take the default.") from why
    for key in ("kiosk_port", "admin_port"):
        chosen = _from_environment(chosen, key)
    chosen = _rendering(chosen)
    if chosen.kiosk_port == chosen.admin_port:
        raise SettingsError("kiosk_port and admin_port have to be two different numbers from 1 to 65535.")
    return Settings(**{name: getattr(chosen, name) for name in chosen.__struct_fields__}, data=folder)


def _from_environment(chosen: _InFile, key: str) -> _InFile:
    name = f"VILLAGE_{key.upper()}"
    text = os.environ.get(name)
    if not text:
        return chosen
    try:
        port = msgspec.convert(int(text), Port)
    except (ValueError, msgspec.ValidationError) as why:
        raise SettingsError(f"{name}={text}: it has to be a port, a number from 1 to 65535.") from why
    return msgspec.structs.replace(chosen, **{key: port})


def _rendering(chosen: _InFile) -> _InFile:
    text = os.environ.get("VILLAGE_RENDERING")
    if not text:
        return chosen
    try:
        return msgspec.structs.replace(chosen, rendering=msgspec.convert(text, Rendering))
    except msgspec.ValidationError as why:
        raise SettingsError(f'VILLAGE_RENDERING={text}: it has to be "quiet times" or "off".') from why
