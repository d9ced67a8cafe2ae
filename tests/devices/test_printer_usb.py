"""A USB printer: real pyusb and python-escpos over a bus of our own making."""

from __future__ import annotations

import array
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import usb.backend
import usb.core

from tests.devices.tcp_printer import ANSWERS
from village.devices.printer import PrinterFailed
from village.devices.usb_port import UsbPort
from village.model.device import Trouble

OUT, IN = 0x03, 0x84  # not what python-escpos would guess


class Bus(usb.backend.IBackend):  # type: ignore[misc]
    """One device: a card reader's interface first, then the printer's. Never claims a kernel driver."""

    def __init__(self, state: str = "ok", *, plugged: bool = True) -> None:
        self.state = state
        self.plugged = plugged
        self.printed = b""
        self._answers: list[int] = []

    def enumerate_devices(self) -> Iterator[str]:
        yield from ["printer"] if self.plugged else []

    def get_device_descriptor(self, _device: str) -> SimpleNamespace:
        names = "bLength bDescriptorType bcdUSB bDeviceClass bDeviceSubClass bDeviceProtocol bMaxPacketSize0 bcdDevice"
        names += " iManufacturer iProduct iSerialNumber address bus port_number speed"
        found = SimpleNamespace(**dict.fromkeys(names.split(), 0), port_numbers=None)
        found.idVendor, found.idProduct, found.bNumConfigurations = 0x0416, 0x5011, 1
        return found

    def get_configuration_descriptor(self, _device: str, index: int) -> SimpleNamespace:
        if index:
            raise IndexError
        names = "bLength bDescriptorType wTotalLength iConfiguration bmAttributes bMaxPower"
        return SimpleNamespace(
            **dict.fromkeys(names.split(), 0), bNumInterfaces=2, bConfigurationValue=1, extra_descriptors=[]
        )

    def get_interface_descriptor(self, _device: str, interface: int, alternate: int, _config: int) -> SimpleNamespace:
        if interface > 1 or alternate:
            raise IndexError
        names = "bLength bDescriptorType bAlternateSetting bInterfaceSubClass bInterfaceProtocol iInterface"
        found = SimpleNamespace(**dict.fromkeys(names.split(), 0), bNumEndpoints=2, extra_descriptors=[])
        found.bInterfaceNumber, found.bInterfaceClass = interface, (11, 7)[interface]
        return found

    def get_endpoint_descriptor(self, _device: str, end: int, interface: int, *_: int) -> SimpleNamespace:
        names = "bLength bDescriptorType bInterval bRefresh bSynchAddress"
        found = SimpleNamespace(**dict.fromkeys(names.split(), 0), wMaxPacketSize=64, extra_descriptors=[])
        found.bEndpointAddress, found.bmAttributes = ((0x01, 0x82), (OUT, IN))[interface][end], 2
        return found

    def open_device(self, device: str) -> str:
        return device

    def close_device(self, _handle: str) -> None: ...

    def set_configuration(self, _handle: str, _value: int) -> None: ...

    def get_configuration(self, _handle: str) -> int:
        return 1

    def claim_interface(self, _handle: str, _interface: int) -> None: ...

    def release_interface(self, _handle: str, _interface: int) -> None: ...

    def reset_device(self, _handle: str) -> None: ...

    def bulk_write(self, _handle: str, end: int, _interface: int, data: array.array[int], _timeout: int) -> int:
        assert end == OUT
        if not self.plugged:
            raise usb.core.USBError("No such device", errno=19)
        if data[:2].tobytes() == b"\x10\x04":
            self._answers.append(ANSWERS.get(self.state, {}).get(data[2], 0))
        else:
            self.printed += data.tobytes()
        return len(data)

    def bulk_read(self, _handle: str, end: int, _interface: int, into: array.array[int], _timeout: int) -> int:
        assert end == IN
        if self.state == "mute":
            raise usb.core.USBTimeoutError("Operation timed out", errno=110)
        into[0] = self._answers.pop(0)
        return 1


def a_port(bus: Bus, product: int = 0x5011) -> UsbPort:
    return UsbPort(0x0416, product, timeout=0.1, drain=0.1, backend=bus)


@pytest.mark.parametrize(
    ("state", "trouble"),
    [("ok", None), ("out", Trouble.PAPER_OUT), ("cover", Trouble.COVER_OPEN), ("mute", Trouble.MUTE)],
)
def test_each_state_is_told_as_what_it_is(state: str, trouble: Trouble | None) -> None:
    port = a_port(Bus(state))
    assert port.status() == trouble
    port.close()


def test_all_bytes_go_out_by_the_printers_own_endpoint() -> None:
    bus = Bus()
    port = a_port(bus)
    port.send(b"receipt\n" * 999, name="000001")
    assert port.status() is None
    port.close()
    assert bus.printed == b"receipt\n" * 999


def test_another_device_on_the_bus_is_not_our_printer() -> None:
    port = a_port(Bus(), product=0x9999)
    assert port.status() == Trouble.UNPLUGGED
    with pytest.raises(PrinterFailed) as failed:
        port.send(b"receipt\n", name="000001")
    assert not failed.value.started


def test_a_cable_pulled_before_the_receipt_is_a_failure_and_then_unplugged() -> None:
    bus = Bus()
    port = a_port(bus)
    assert port.status() is None
    bus.plugged = False
    with pytest.raises(PrinterFailed) as failed:
        port.send(b"receipt\n", name="000001")
    assert failed.value.started
    assert port.status() == Trouble.UNPLUGGED
