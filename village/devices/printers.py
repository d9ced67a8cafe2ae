"""Which printer the settings mean."""

from __future__ import annotations

import re
from collections.abc import Callable

from village.devices.escpos_port import NetworkPort
from village.devices.printer import PrinterPort
from village.devices.spool import SpoolPort
from village.devices.usb_port import UsbPort
from village.settings import Settings, SettingsError

_NETWORK = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?")
_USB = re.compile(r"(?:0x)?([0-9A-Fa-f]{1,4}):(?:0x)?([0-9A-Fa-f]{1,4})")


def open_port(settings: Settings, *, picture: Callable[[bytes], bytes]) -> PrinterPort:
    """The port of `[printer]`; `picture` draws ESC/POS bytes for the spool. Raises SettingsError."""
    printer = settings.printer
    if printer.kind == "network" and (found := _NETWORK.fullmatch(printer.address)):
        number = int(found[2] or 9100)
        if 0 < number < 65536:
            return NetworkPort(found[1].strip("[]"), number)
    if printer.kind == "usb" and (found := _USB.fullmatch(printer.address)):
        return UsbPort(int(found[1], 16), int(found[2], 16))
    if printer.kind == "spool":
        return SpoolPort(settings.spool, picture)
    wanted = "host:port, as 192.168.1.50:9100" if printer.kind == "network" else "vendor:product, as 0416:5011"
    raise SettingsError(f"settings.toml: printer.address is {printer.address!r}; for {printer.kind} give {wanted}.")
