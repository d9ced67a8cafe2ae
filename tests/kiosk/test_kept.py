"""Files of the kiosk: kept for good under an address that changes with them, sent small to who can unpack them."""

from __future__ import annotations

import gzip
import re

import pytest
from werkzeug.test import TestResponse

from tests.kiosk.conftest import Residents
from tests.kiosk.page import Page


def fetch(page: Page, address: str, **headers: str) -> TestResponse:
    return page.client.get(
        address, headers={name.replace("_", "-"): said for name, said in headers.items()}, buffered=True
    )


@pytest.fixture
def files(page: Page) -> list[str]:
    """What the first page asks for, by address."""
    found = re.findall(r'(?:href|src|data-\w+)="(/(?:static|shared)/[^"#]+)', page.html)
    assert {re.sub(r".*/|\?.*", "", each) for each in found} >= {"kiosk.js", "kiosk.css", "icons.svg", "presence.js"}
    return sorted({each.replace("&amp;", "&") for each in found})


def test_every_file_that_the_first_page_names_is_kept_for_good(page: Page, files: list[str]) -> None:
    for address in files:
        kept = fetch(page, address).headers["Cache-Control"]
        assert "immutable" in kept, address
        assert "max-age=31536000" in kept, address
        assert re.search(r"\?v=[0-9a-f]{12}$|-\d+\.\d+\.\d+\.", address), f"{address}: it must change with the file"


def test_it_is_packed_for_who_can_unpack_it_and_is_the_same(page: Page, files: list[str]) -> None:
    for address in files:
        plain, packed = fetch(page, address), fetch(page, address, Accept_Encoding="gzip")
        assert "Content-Encoding" not in plain.headers
        assert "Accept-Encoding" in packed.vary
        if packed.headers.get("Content-Encoding") == "gzip":
            assert gzip.decompress(packed.data) == plain.data
            assert len(packed.data) == packed.content_length < 0.6 * len(plain.data)
        else:
            assert len(plain.data) < 1000, address


def test_a_file_that_is_there_already_is_not_sent_again(page: Page, files: list[str]) -> None:
    for address in files:
        tag = fetch(page, address, Accept_Encoding="gzip").headers["ETag"]
        again = fetch(page, address, Accept_Encoding="gzip", If_None_Match=tag)
        assert (again.status_code, again.data) == (304, b"")


def test_a_page_is_neither_kept_nor_packed(page: Page, residents: Residents) -> None:
    page.headers["Accept-Encoding"] = "gzip"
    page.card(residents.card)
    assert page.answer.headers["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in page.answer.headers
