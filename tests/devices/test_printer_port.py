"""A network printer as it behaves in offices: out of paper, open, mute, slow, gone."""

from __future__ import annotations

import socket

import pytest

from tests.devices.tcp_printer import TcpPrinter
from village.devices.escpos_bytes import Tape
from village.devices.escpos_port import NetworkPort
from village.devices.printer import PrinterFailed
from village.model.device import Trouble

LONG = b"receipt\n" * 4000


def a_port(printer: TcpPrinter, timeout: float = 0.5) -> NetworkPort:
    return NetworkPort("127.0.0.1", printer.port, timeout=timeout)


@pytest.mark.parametrize(
    ("state", "trouble"),
    [
        ("ok", None),
        ("low", Trouble.PAPER_LOW),
        ("out", Trouble.PAPER_OUT),
        ("cover", Trouble.COVER_OPEN),
        ("jam", Trouble.JAM),
        ("mute", Trouble.MUTE),
        ("hangs up", Trouble.MUTE),
        ("garbage", Trouble.MUTE),
    ],
)
def test_each_state_is_told_as_what_it_is(state: str, trouble: Trouble | None) -> None:
    with TcpPrinter(state) as printer:
        port = a_port(printer)
        assert port.status() == trouble
        port.close()


def test_off_line_with_paper_is_an_open_cover_when_the_printer_cannot_say_why() -> None:
    with TcpPrinter("cover", knows_cause=False) as printer:
        assert a_port(printer).status() == Trouble.COVER_OPEN


def test_a_port_where_nobody_listens_is_unplugged() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    port = NetworkPort("127.0.0.1", free, timeout=0.5)
    assert port.status() == Trouble.UNPLUGGED
    with pytest.raises(PrinterFailed) as failed:
        port.send(LONG, name="000001")
    assert not failed.value.started


def test_a_printer_that_goes_mute_in_the_middle_is_told_as_mute() -> None:
    with TcpPrinter() as printer:
        port = NetworkPort("127.0.0.1", printer.port, timeout=0.2, drain=0.4)
        assert port.status() is None
        printer.state = "mute"
        port.send(LONG, name="000001")
        assert port.status() == Trouble.MUTE


def test_all_bytes_arrive_and_the_status_is_asked_on_the_same_line() -> None:
    with TcpPrinter() as printer:
        port = a_port(printer)
        assert port.status() is None
        port.send(LONG, name="000001")
        assert port.status() is None
        port.close()
        assert printer.printed == LONG
        assert printer.calls == 1


def test_a_printer_slower_than_our_patience_gets_everything_and_is_heard_out() -> None:
    with TcpPrinter(pause=0.1) as printer:
        port = a_port(printer)
        port.send(LONG, name="000001")
        assert port.status() is None
        port.close()
        assert printer.printed == LONG


def test_status_bytes_inside_a_picture_are_not_questions() -> None:
    tape = Tape(58)
    tape.raw(b"\x1dv0\x00\x03\x00\x02\x00\x10\x04\x01\x10\x04\x04")
    with TcpPrinter() as printer:
        port = a_port(printer)
        port.send(tape.data, name="000001")
        assert port.status() is None
        port.close()
        assert printer.questions == 2
        assert printer.printed == tape.data


def test_a_line_that_dropped_since_is_opened_again() -> None:
    with TcpPrinter() as printer:
        port = a_port(printer)
        assert port.status() is None
        printer.state = "hangs up"
        assert port.status() == Trouble.MUTE
        printer.state = "ok"
        assert port.status() is None
        port.close()
        assert printer.calls == 3


def test_a_new_line_does_not_vouch_for_a_receipt_that_went_down_with_the_old_one() -> None:
    with TcpPrinter(unplugged_at=1000) as printer:
        port = a_port(printer)
        port.send(LONG[:1024], name="000001")  # one piece: the kernel has taken it before the line can drop
        assert port.status() == Trouble.UNPLUGGED
        assert port.status() is None
        port.close()


def test_a_line_that_drops_in_the_middle_is_a_started_failure() -> None:
    with TcpPrinter(unplugged_at=1000) as printer:
        port = a_port(printer)
        with pytest.raises(PrinterFailed) as failed:
            port.send(LONG * 640, name="000001")  # more than any kernel takes
    assert failed.value.started
    assert failed.value.trouble == Trouble.UNPLUGGED
