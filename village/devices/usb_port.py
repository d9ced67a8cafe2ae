"""A receipt printer on a USB cable, through python-escpos and pyusb."""

from __future__ import annotations

from typing import Any

from village.devices.escpos_bytes import escpos_printers
from village.devices.escpos_port import EscposPort

_PRINTER_CLASS = 7


class UsbPort(EscposPort):
    """The printer with these USB ids. `backend` is pyusb's way to the bus: libusb, unless told otherwise."""

    def __init__(
        self, vendor: int, product: int, *, timeout: float = 3.0, drain: float = 15.0, backend: Any = None
    ) -> None:
        super().__init__(timeout=timeout, drain=drain)
        self._ids: dict[str, Any] = {"idVendor": vendor, "idProduct": product}
        if backend is not None:
            self._ids["backend"] = backend

    def _open(self) -> Any:
        import usb.core

        try:
            device = usb.core.find(**self._ids)
        except usb.core.NoBackendError as why:
            raise OSError("libusb is missing: install libusb-1.0-0") from why
        if device is None:
            raise OSError("no such printer on the USB")
        outward, inward = _endpoints(device)
        patience = int(self._timeout * 1000)
        line = escpos_printers().Usb(usb_args=self._ids, timeout=patience, in_ep=inward, out_ep=outward)
        line.open(raise_not_found=False)
        if not line.device:
            raise OSError("the printer may not be opened: is the udev rule installed?")
        return line

    def _wait(self, seconds: float) -> None:
        self._line.device.default_timeout = int(seconds * 1000)


def _endpoints(device: Any) -> tuple[int, int]:
    """The printer's ways out and in: python-escpos would assume 0x01 and 0x82, which many have not.

    A printer that cannot answer has no way in; then python-escpos' guess stands, and it counts as mute.
    """
    import usb.util

    interfaces = [interface for configuration in device for interface in configuration]
    interfaces.sort(key=lambda interface: interface.bInterfaceClass != _PRINTER_CLASS)
    found = [endpoint.bEndpointAddress for interface in interfaces[:1] for endpoint in interface]
    outward = [each for each in found if usb.util.endpoint_direction(each) == usb.util.ENDPOINT_OUT]
    inward = [each for each in found if usb.util.endpoint_direction(each) == usb.util.ENDPOINT_IN]
    return (outward or [0x01])[0], (inward or [0x82])[0]
