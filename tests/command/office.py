"""A second machine in the office: a network namespace with a cable of its own to this one."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_ROOT = () if os.geteuid() == 0 else ("sudo", "-n")
_FETCH = """
import sys, urllib.error, urllib.request
try:
    with urllib.request.urlopen(sys.argv[1], timeout=30) as answer:
        sys.stdout.buffer.write(answer.read())
except urllib.error.URLError as why:
    sys.exit(f"unreachable: {why.reason}")
"""


@dataclass(frozen=True, slots=True)
class Office:
    """`here` is this machine's address on the cable, `name` the namespace at the other end."""

    name: str
    here: str

    @property
    def inside(self) -> list[str]:
        """What stands before a command that is to run on the other machine."""
        return [*_ROOT, "ip", "netns", "exec", self.name]

    def get(self, address: str) -> str:
        """A page, fetched from the other machine. Raises CalledProcessError where nobody answers."""
        command = [*self.inside, sys.executable, "-c", _FETCH, address]
        return subprocess.run(command, capture_output=True, timeout=60, check=True).stdout.decode()

    def browser(self, folder: Path) -> Path:
        """A program that is Chromium on the other machine."""
        program = folder / "chromium"
        program.write_text(f'#!/bin/sh\nexec {" ".join(self.inside)} chromium "$@"\n')
        program.chmod(0o755)
        return program


@contextmanager
def office() -> Iterator[Office]:
    """The machine and its cable, gone afterwards whatever happens."""
    name = f"village-{os.getpid()}-{secrets.token_hex(2)}"
    cable = f"vk{os.getpid() % 0x1000000:x}{secrets.token_hex(2)}"  # 15 letters at most
    net = f"10.87.{secrets.randbelow(250) + 1}"
    while f"inet {net}." in _ip("-o", "addr"):
        net = f"10.87.{secrets.randbelow(250) + 1}"
    try:
        _ip("netns", "add", name)
        _ip("link", "add", f"{cable}a", "type", "veth", "peer", "name", f"{cable}b", "netns", name)
        _ip("addr", "add", f"{net}.1/24", "dev", f"{cable}a")
        _ip("link", "set", f"{cable}a", "up")
        _ip("-n", name, "addr", "add", f"{net}.2/24", "dev", f"{cable}b")
        _ip("-n", name, "link", "set", f"{cable}b", "up")
        yield Office(name, f"{net}.1")
    finally:
        for gone in (("netns", "del", name), ("link", "del", f"{cable}a")):  # the cable goes with its end
            subprocess.run([*_ROOT, "ip", *gone], capture_output=True, timeout=60, check=False)


def _ip(*words: str) -> str:
    return subprocess.run([*_ROOT, "ip", *words], capture_output=True, text=True, timeout=60, check=True).stdout
