"""Fetching: whatever a server, a stick or a killed process does, the shelf holds a whole model or the old one."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.voice_models.conftest import CONTENT, lies_there, model_of, unpacked, zipped
from tests.voice_models.loopback import Loopback
from voice_models import FetchError
from voice_models.fetch import fetch
from voice_models.manifest import Address, Model
from voice_models.shelf import faults


def _nothing_left_over(shelf: Path) -> bool:
    return sorted(path.name for path in shelf.iterdir()) in (
        [".lock", "tiny-1"],
        [".lock"],
        ["tiny-1"],
    )


def test_a_plain_download_is_placed_and_leaves_nothing_else(tiny: Model, shelf: Path) -> None:
    folder = fetch(tiny, shelf, sticks=[])
    assert folder == shelf / "tiny-1"
    assert faults(tiny, folder) == []
    assert _nothing_left_over(shelf)


def test_a_broken_transfer_goes_on_where_it_broke(tiny: Model, shelf: Path, server: Loopback) -> None:
    server.moods = ["breaks", "breaks"]
    fetch(tiny, shelf, sticks=[])
    half = len(server.body) // 2
    assert server.asked[:2] == [None, f"bytes={half}-"]
    assert len(server.asked) == 3
    assert lies_there(shelf / "tiny-1", CONTENT)


def test_a_later_run_goes_on_where_an_earlier_one_gave_up(tiny: Model, shelf: Path, server: Loopback) -> None:
    server.moods = ["breaks", "busy", "busy", "busy"]
    with pytest.raises(FetchError, match="503"):
        fetch(tiny, shelf, sticks=[])
    assert server.asked[1:] == [f"bytes={len(server.body) // 2}-"] * 3
    fetch(tiny, shelf, sticks=[])
    assert server.asked[-1] == f"bytes={len(server.body) // 2}-"
    assert lies_there(shelf / "tiny-1", CONTENT)
    assert _nothing_left_over(shelf)


@pytest.mark.parametrize("mood", ["no_range", "wrong_range"])
def test_a_server_that_resumes_wrongly_is_begun_again(tiny: Model, shelf: Path, server: Loopback, mood: str) -> None:
    server.moods = ["breaks", mood]
    fetch(tiny, shelf, sticks=[])
    assert lies_there(shelf / "tiny-1", CONTENT)


def test_a_file_that_changed_on_the_server_is_not_glued_to_the_old_half(
    tiny: Model, shelf: Path, server: Loopback
) -> None:
    server.moods = ["breaks", "busy", "busy", "busy"]
    with pytest.raises(FetchError):
        fetch(tiny, shelf, sticks=[])
    # The same files, packed anew in another order: other bytes at every offset.
    backwards = dict(reversed(CONTENT.items()))
    server.body = zipped(shelf.parent / "anew.zip", backwards).read_bytes()
    server.etag = '"second"'
    fetch(tiny, shelf, sticks=[])
    assert lies_there(shelf / "tiny-1", CONTENT)


def test_a_download_that_was_complete_is_used_without_loading_it_again(
    tiny: Model, shelf: Path, server: Loopback
) -> None:
    shelf.mkdir()
    (shelf / ".tiny-1.zip.part").write_bytes(server.body)
    fetch(tiny, shelf, sticks=[])
    assert server.asked == [f"bytes={len(server.body)}-"]
    assert lies_there(shelf / "tiny-1", CONTENT)


def test_a_content_length_that_promises_too_much_is_found_out(tiny: Model, shelf: Path, server: Loopback) -> None:
    server.moods = ["long"]
    fetch(tiny, shelf, sticks=[])
    assert server.asked == [None, f"bytes={len(server.body)}-"]
    assert lies_there(shelf / "tiny-1", CONTENT)


def test_a_content_length_that_promises_too_little_fails_and_is_forgotten(
    tiny: Model, shelf: Path, server: Loopback, older: dict[str, bytes]
) -> None:
    server.moods = ["short"]
    with pytest.raises(FetchError, match="damaged archive"):
        fetch(tiny, shelf, sticks=[])
    assert lies_there(shelf / "tiny-1", older)
    assert _nothing_left_over(shelf)
    fetch(tiny, shelf, sticks=[])
    assert lies_there(shelf / "tiny-1", CONTENT)


def test_a_server_that_sends_without_end_is_stopped(shelf: Path, server: Loopback, older: dict[str, bytes]) -> None:
    small = model_of({"README": b"x"}, Address(server.url, "tiny-1"))
    with pytest.raises(FetchError, match="more than this model can be"):
        fetch(small, shelf, sticks=[])
    assert lies_there(shelf / "tiny-1", older)
    assert not list(shelf.glob("*.part"))


def test_a_wrong_hash_is_refused_by_file_name_and_the_older_model_stays(
    tiny: Model, shelf: Path, server: Loopback, older: dict[str, bytes]
) -> None:
    wrong = CONTENT | {"am/final.mdl": CONTENT["am/final.mdl"][:-1] + b"?"}
    server.body = zipped(shelf.parent / "wrong.zip", wrong).read_bytes()
    with pytest.raises(FetchError, match=r"am/final\.mdl is not the file the manifest names"):
        fetch(tiny, shelf, sticks=[])
    assert lies_there(shelf / "tiny-1", older)
    assert _nothing_left_over(shelf)


def test_an_older_model_is_replaced_once_the_new_one_is_whole(
    tiny: Model, shelf: Path, older: dict[str, bytes]
) -> None:
    fetch(tiny, shelf, sticks=[])
    assert lies_there(shelf / "tiny-1", CONTENT)
    assert not lies_there(shelf / "tiny-1", older)
    assert _nothing_left_over(shelf)


def test_a_whole_model_on_the_shelf_is_not_fetched_again(tiny: Model, shelf: Path, server: Loopback) -> None:
    unpacked(shelf / "tiny-1", CONTENT)
    assert fetch(tiny, shelf, sticks=[]) == shelf / "tiny-1"
    assert server.asked == []


def test_no_source_at_all_says_what_each_answered_and_what_to_do(tiny: Model, shelf: Path, server: Loopback) -> None:
    server.moods = ["gone"] * 3
    with pytest.raises(FetchError) as caught:
        fetch(tiny, shelf, sticks=[])
    assert "404" in str(caught.value)
    assert "U 盘" in caught.value.chinese
    assert "village models fetch --from PATH" in caught.value.english


def test_a_shelf_that_cannot_be_written_is_named(tiny: Model, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(FetchError, match="VILLAGE_MODELS"):
        fetch(tiny, tmp_path / "file" / "shelf", sticks=[])


_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.voice_models.conftest import CONTENT, model_of
from voice_models.fetch import fetch

def told(doing, done, total):
    if doing.startswith("verifying") and done >= int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)

fetch(model_of(CONTENT), Path(sys.argv[1]), Path(sys.argv[2]), told)
"""


@pytest.mark.parametrize("after", [0, 1_000_000, 2_500_000, 3_200_005])
def test_a_process_killed_in_the_middle_leaves_the_older_model_whole(
    offline: Model, shelf: Path, tmp_path: Path, older: dict[str, bytes], after: int
) -> None:
    stick = unpacked(tmp_path / "stick" / "tiny-1", CONTENT).parent
    arguments = [str(shelf), str(stick), str(after)]
    ended = subprocess.run([sys.executable, "-c", _KILLED, *arguments], timeout=120, check=False)
    assert ended.returncode == -9
    assert lies_there(shelf / "tiny-1", older)
    fetch(offline, shelf, stick)
    assert lies_there(shelf / "tiny-1", CONTENT)
    assert _nothing_left_over(shelf)


def test_whoever_looks_during_a_replacement_finds_one_model_or_the_other(shelf: Path, tmp_path: Path) -> None:
    versions = [{"README": b"one"}, {"README": b"two"}]
    sticks = [unpacked(tmp_path / f"stick{n}" / "tiny-1", version).parent for n, version in enumerate(versions)]
    fetch(model_of(versions[1]), shelf, sticks[1])
    done, missed, seen = threading.Event(), [], set()

    def look() -> None:
        while not done.is_set():
            try:
                seen.add((shelf / "tiny-1" / "README").read_bytes())
            except FileNotFoundError as error:
                missed.append(error)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        for turn in range(60):
            fetch(model_of(versions[turn % 2]), shelf, sticks[turn % 2])
    finally:
        done.set()
        watcher.join()
    assert missed == []
    assert seen == {b"one", b"two"}


def test_two_fetches_at_once_load_the_model_once(tiny: Model, shelf: Path, server: Loopback) -> None:
    threads = [threading.Thread(target=fetch, args=(tiny, shelf)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.asked) == 1
    assert lies_there(shelf / "tiny-1", CONTENT)
