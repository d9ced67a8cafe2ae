"""A photo for a declaration: from the kiosk's camera, or from one's own phone."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from kiosk.uploads import LIFE
from tests.kiosk.conftest import Residents
from tests.kiosk.page import Page
from tests.kiosk.test_declare import put
from village import clock
from village.model.declaration import Declaration
from village.services import declarations, evidence, photos
from village.settings import Settings
from village.store import Store


def a_photo(size: tuple[int, int] = (1200, 900), kind: str = "JPEG", **extra: object) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, "seagreen").save(drawn, kind, **extra)
    return drawn.getvalue()


def made(store: Store, residents: Residents) -> Declaration:
    return declarations.of_household(store, residents.zhang.id)[0]


def shown(page: Page, residents: Residents) -> Page:
    """The page that waits for a photo, on a kiosk that is reached through the office's network."""
    page.client.application.config["SERVER_NAME"] = "192.168.3.17:8000"
    return put(page.get("/").card(residents.card).get("/declare/item/P18"), witness="photo")


def address(page: Page, store: Store, residents: Residents) -> str:
    """What the square code says, as far as a phone on the same network is concerned."""
    return f"/p/{page.client.application.extensions['uploads'].address(made(store, residents).id).token}"


def send(phone: FlaskClient, address: str, photo: bytes, name: str = "photo.jpg") -> TestResponse:
    """What a phone's browser does: the page, then its form."""
    csrf = re.search(r'name="csrf" value="([^"]+)"', phone.get(address).text)
    field = 'Content-Disposition: form-data; name="{}"{}\r\n\r\n'
    parts = (field.format("csrf", "").encode(), (csrf[1] if csrf else "").encode(), b"\r\n--line\r\n")
    file = (field.format("photo", f'; filename="{name}"').encode(), photo)
    body = b"".join((b"--line\r\n", *parts, *file, b"\r\n--line--\r\n"))
    return phone.post(address, data=body, content_type="multipart/form-data; boundary=line")


def test_it_works(page: Page, residents: Residents, store: Store, settings: Settings) -> None:
    """The declaration stands before any photo has come; a phone brings one, the kiosk notices and shows it."""
    assert shown(page, residents).screen == "photo"
    assert "记下了，村里看过就告诉您。" in page.text
    assert "请用手机扫这个码，把照片传上来。" in page.text
    waits = f"/photo/{made(store, residents).id}"
    assert page.client.get(f"{waits}/state").status_code == 204
    phone = page.client.application.test_client()
    answer = send(phone, address(page, store, residents), a_photo())
    assert "照片收到了，可以关掉这一页了。" in answer.text
    page.get(f"{waits}/state")
    assert "照片收到了，村里看过就告诉您。" in page.text
    with page.client.get(f"{waits}.jpg") as picture, Image.open(io.BytesIO(picture.data)) as drawn:
        assert drawn.size == (1200, 900)
    kept = evidence.get(store, made(store, residents).evidence_id or 0)
    assert (kept.kind, (settings.evidence / kept.file).exists()) == ("photo", True)


def test_the_code_on_the_screen_leads_to_the_page_for_phones(page: Page, residents: Residents, store: Store) -> None:
    shown(page, residents)
    code = re.search(r'src="(/photo/\d+/code\.png)"', page.html)
    assert code
    drawn = Image.open(io.BytesIO(page.client.get(code[1]).data))
    assert drawn.width >= 8 * 29, "a phone reads it from where one stands"
    found = page.client.application.extensions["uploads"].address(made(store, residents).id)
    assert page.client.application.test_client().get(f"/p/{found.token}").status_code == 200


def test_the_kiosks_own_camera_sends_the_same_way(page: Page, residents: Residents, store: Store) -> None:
    shown(page, residents)
    waits = f"/photo/{made(store, residents).id}"
    assert "请对着机器点拍照，或者用手机扫这个码。" in page.get(f"{waits}?camera=on").text
    given = {"csrf": page.csrf, "photo": (io.BytesIO(a_photo()), "photo.jpg")}
    page.answer = page.client.post(waits, data=given, content_type="multipart/form-data")
    assert "照片收到了，村里看过就告诉您。" in page.text


def test_a_kiosk_without_camera_and_network_says_what_to_do(page: Page, residents: Residents, store: Store) -> None:
    put(page.card(residents.card).get("/declare/item/P18"), witness="photo")
    page.get(f"/photo/{made(store, residents).id}?camera=off")
    assert "机器拍不了，不要紧，请拿照片给干部看。" in page.text
    assert "code.png" not in page.html


def test_where_and_when_a_photo_was_taken_is_not_kept(
    page: Page, residents: Residents, store: Store, settings: Settings
) -> None:
    marked = Image.Exif()
    marked[0x0132] = "2026:03:02 10:00:00"
    shown(page, residents)
    send(page.client.application.test_client(), address(page, store, residents), a_photo(exif=marked))
    kept = evidence.get(store, made(store, residents).evidence_id or 0)
    with Image.open(settings.evidence / kept.file) as drawn:
        assert not drawn.getexif()


BAD = {
    "no photo": (b"", "没有选照片，请选一张。"),
    "a page": (b"<script>alert(1)</script>", "这个文件不是照片，请换一张。"),
    "half a photo": (a_photo()[:400], "这个文件不是照片，请换一张。"),
    "a bomb": (a_photo((9000, 9000), "PNG"), "照片太大了，请换一张小一点的。"),
    "too many bytes": (b"\xff\xd8" + bytes(photos.BYTES), "照片太大了，请换一张小一点的。"),
    "far too many bytes": (bytes(photos.BYTES + 200_000), "照片太大了，请换一张小一点的。"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_photo_is_told_and_another_may_be_tried(
    page: Page, residents: Residents, store: Store, settings: Settings, case: str
) -> None:
    data, sentence = BAD[case]
    shown(page, residents)
    before = made(store, residents).evidence_id
    phone, where = page.client.application.test_client(), address(page, store, residents)
    answer = send(phone, where, data)
    assert answer.status_code in (413, 422)
    assert sentence in answer.text
    assert made(store, residents).evidence_id == before
    assert not list(settings.evidence.glob("**/*.jpg*"))
    assert "照片收到了" in send(phone, where, a_photo((40, 30), "PNG"), "../../../photo.php").text


def test_an_address_serves_once_and_for_minutes(page: Page, residents: Residents, store: Store) -> None:
    shown(page, residents)
    where, phone = address(page, store, residents), page.client.application.test_client()
    send(phone, where, a_photo((80, 60)))
    first = made(store, residents).evidence_id
    assert "照片收到了" in send(phone, where, a_photo((60, 80))).text
    assert made(store, residents).evidence_id == first
    shown(page, residents)
    later = address(page, store, residents)
    with clock.held(clock.now() + LIFE):
        answer = phone.get(later)
        assert answer.status_code == 404
        assert "这个码过时了，请在机器上再点一次拍张照片。" in answer.text
    assert phone.get("/p/guessed").status_code == 404
    assert "张桂芳" not in phone.get(later).text, "the phone's page names nobody"


def test_a_photo_for_what_is_decided_already_is_told(page: Page, residents: Residents, store: Store) -> None:
    shown(page, residents)
    where = address(page, store, residents)
    declarations.reject(store, made(store, residents).id, actor="李会计", reason="没有看见")
    answer = send(page.client.application.test_client(), where, a_photo())
    assert answer.status_code == 422
    assert "已经" in answer.text


def test_nobody_else_sees_or_sends_a_photo(page: Page, residents: Residents, store: Store) -> None:
    shown(page, residents)
    waits = f"/photo/{made(store, residents).id}"
    send(page.client.application.test_client(), address(page, store, residents), a_photo())
    page.get("/").card(residents.wang_card)
    for part in ("", "/state", ".jpg", "/code.png"):
        assert page.client.get(f"{waits}{part}").status_code == 422
    page.get("/").post("/choose", household=residents.zhang.id).post("/who/yes")
    assert page.client.get(f"{waits}.jpg").status_code == 422
    assert page.get(waits).screen == "unlock"


def test_a_code_left_on_a_screen_is_soon_worth_nothing(page: Page, residents: Residents, store: Store) -> None:
    shown(page, residents)
    first = address(page, store, residents)
    assert address(page, store, residents) == first, "looking again gives out no other"
    with clock.held(clock.now() + LIFE + timedelta(seconds=1)):
        assert address(page, store, residents) != first
