"""The addresses that are printed are this machine's own, as the kernel has them."""

from __future__ import annotations

from pathlib import Path

from village.web.addresses import office_addresses

TRIE = """Main:
  +-- 0.0.0.0/0 3 0 5
     +-- 127.0.0.0/8 2 0 2
           |-- 127.0.0.1
              /32 host LOCAL
     +-- 192.168.3.0/24 2 0 2
           |-- 192.168.3.0
              /24 link UNICAST
           |-- 192.168.3.17
              /32 host LOCAL
           |-- 192.168.3.255
              /32 link BROADCAST
Local:
           |-- 192.168.3.17
              /32 host LOCAL
"""


def test_each_office_address_is_named_once_and_loopback_never(tmp_path: Path) -> None:
    trie = tmp_path / "fib_trie"
    trie.write_text(TRIE)
    assert office_addresses(trie) == ["192.168.3.17"]


def test_without_the_kernels_table_there_are_none(tmp_path: Path) -> None:
    assert office_addresses(tmp_path / "nothing") == []
