"""`village init`: by options, by an answers file, question by question, broken off and taken up again."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time
from datetime import date
from pathlib import Path

import pytest

import rules
from rules.guide import pack_ids
from tests.command import program
from tests.command.conftest import Ask
from village.model.points import Points
from village.model.staff import Role
from village.services import figures, households, rulebook, scores, staff, verification, villages
from village.services.scores import Score
from village.store import Store

PASSWORD = "槐树下的井2026"
TABLE = '[[item]]\ncode = "P01"\ntitle = "院子干净"\ncategory = "%s"\nkind = "positive"\npoints = 2\n'
HAS_TO_CHOOSE = {
    "yangkou-2023": ("base_points=20", "publication_day=5"),
    "minhang-2024": ("year_change=zero", "rate=1", "redemption_months=1,4,7,10"),
}
STEPS = "2026-02-20、2026-02-22、2026-02-25、2026-02-28、2026-03-01、2026-04-01"
TALK = ["清水镇", "槐树村", "社", "2026-03-01", "村民代表会议决议"]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """What the options name: a password, a roll."""
    (tmp_path / "password").write_text(f"{PASSWORD}\n", encoding="utf-8")
    (tmp_path / "roll").write_text("一社 张桂芳\n二社 李建国\n", encoding="utf-8")
    return tmp_path


def options(files: Path, pack_id: str) -> list[object]:
    """All of a village of that pack."""
    given: list[object] = ["init", "--data", files / "data", "--pack", pack_id]
    given += ["--town", "清水镇", "--village", "槐树村", "--group-word", "社", "--since", "2026-03-01"]
    given += ["--approval", "2026年2月28日村民代表会议决议", "--roll", files / "roll"]
    if pack_id == "yangkou-2023":
        given += ["--steps", STEPS]
    given += ["--login", "shuji", "--name", "陈书记", "--password-file", files / "password", "--yes"]
    for choice in HAS_TO_CHOOSE.get(pack_id, ()):
        given += ["--choose", choice]
    table, own = files / "table.toml", rules.load_pack(rules.packs_folder() / pack_id).categories[0]
    table.write_text(TABLE % own, encoding="utf-8")
    return given if pack_id == "yangkou-2023" else [*given, "--items", table]


def opened(data: Path) -> Store:
    return Store(data / "village.db", writer=True)


@pytest.mark.parametrize("pack_id", pack_ids())
def test_options_alone_found_a_village_of_each_pack(files: Path, ask: Ask, pack_id: str) -> None:
    answer = ask(*options(files, pack_id))
    assert (answer.code, answer.err) == (0, "")
    assert "village serve" in answer.out
    store = opened(files / "data")
    assert villages.get(store).name == "槐树村"
    assert rulebook.in_force(store, date(2026, 3, 20)).pack == pack_id
    assert households.count(store) == 2
    assert staff.log_in(store, login="shuji", password=PASSWORD).role is Role.SECRETARY
    store.close()


def test_the_founded_village_records_its_first_score(files: Path, ask: Ask) -> None:
    assert ask(*options(files, "jiuxian-2022")).code == 0
    store = opened(files / "data")
    zhang = households.search(store, "张桂芳")[0]
    scores.record(store, Score(zhang.id, "P01", date(2026, 3, 10)), actor="陈书记")
    assert figures.of(store, zhang.id).earned == Points.parse("2")
    assert not verification.verify(store).fault
    store.close()


def test_an_answers_file_says_the_same_and_options_stand_over_it(files: Path, ask: Ask) -> None:
    (files / "answers.toml").write_text(
        'pack = "yangkou-2023"\ntown = "清水镇"\nvillage = "旧名村"\ngroup_word = "网格"\nsince = 2026-03-01\n'
        f'approval = "决议"\nsteps = "{STEPS}"\n'
        'login = "shuji"\nname = "陈书记"\nroll = """\n一组 张桂芳\n"""\n'
        '[choices]\nbase_points = 12.5\npublication_day = 5\nline_fields = ["place"]\n',
        encoding="utf-8",
    )
    given = ("--answers", files / "answers.toml", "--village", "槐树村", "--password-file", files / "password", "--yes")
    assert ask("init", "--data", files / "data", *given).code == 0
    store = opened(files / "data")
    assert villages.get(store).name == "槐树村"
    pack = rulebook.rules_on(store, date(2026, 3, 20))
    assert [pack.setting(key).value for key in ("base_points", "line_fields")] == [1250, ("place",)]
    store.close()


def test_what_is_missing_is_told_step_by_step_and_what_was_said_is_kept(files: Path, ask: Ask) -> None:
    answer = ask("init", "--data", files / "data", "--pack", "minhang-2024", "--town", "清水镇", "--yes")
    assert answer.code == 1
    for words in ("村和组: 请把镇名", "村里自己定的: “哪几个月换东西”文件没有写明", "书记: ", "--password-file"):
        assert words in answer.err
    for option in (
        "--village",
        "--choose rate=…",
        "--choose year_change=carry|zero|restart",
        "--choose redemption_months=",
    ):
        assert f"（{option}" in answer.err
    assert "redemption_days" not in answer.err, (
        "with the months every day of theirs is one: it is no second thing missing"
    )
    assert not (files / "data/village.db").exists()
    rest = options(files, "minhang-2024")
    del rest[rest.index("--town") : rest.index("--town") + 2]
    assert ask(*rest).code == 0


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--since", "yesterday"), "日期不对"),
        (("--answers", "missing.toml"), "missing.toml 读不出来"),
        (("--roll", "missing"), "missing 读不出来"),
        (("--choose", "publication_day"), "名字=答案"),
        (("--answers", "{files}/colour.toml"), "没有“colour”这一项"),
        (("--answers", "{files}/number.toml"), "town填得不对"),
    ],
)
def test_an_option_that_cannot_be_used_is_refused_and_nothing_is_kept(
    files: Path, ask: Ask, more: tuple[str, ...], told: str
) -> None:
    (files / "colour.toml").write_text('colour = "red"\n', encoding="utf-8")
    (files / "number.toml").write_text("town = 5\n", encoding="utf-8")
    answer = ask("init", "--data", files / "data", *(word.format(files=files) for word in more))
    assert answer.code == 2
    assert told in answer.err
    assert not (files / "data").exists()


@pytest.mark.parametrize("choice", ["publication_day=31", "colour=red", "base_points="])
def test_a_choice_that_cannot_be_taken_founds_nothing(files: Path, ask: Ask, choice: str) -> None:
    answer = ask(*options(files, "yangkou-2023"), "--choose", choice)
    assert answer.code == 1
    assert "村里自己定的" in answer.err
    assert not (files / "data/village.db").exists()


def test_where_there_is_a_village_none_is_founded(demo: Path, ask: Ask) -> None:
    answer = ask("init", "--data", demo, "--yes")
    assert answer.code == 1
    assert "已经有一个村了" in answer.err


def talk(data: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    """A talk whose answers come over a pipe, as from a script."""
    command = [*program.VILLAGE, "init", "--data", str(data)]
    typed = "".join(f"{line}\n" for line in lines)
    return subprocess.run(
        command, env=program.environment(), input=typed, capture_output=True, text=True, timeout=120, check=False
    )


def test_bad_answers_are_asked_again_with_a_sentence(tmp_path: Path) -> None:
    said = talk(
        *(tmp_path / "data", "9", "五", "5", "", "清水镇", "槐树村", "", "2026-13-01", "2022-01-01", "2026-03-01", ""),
        *("村民代表会议决议", STEPS.removesuffix("、2026-04-01"), STEPS, "20点3", "20.3", "20", "31", "5号", ""),
        *("一组、二组", "一组 张桂芳", "三组 李建国", "", "", "一组 张桂芳", "二组 李建国", ""),
        *("陈书记", "书记", "shuji", "y", "12345678", "12345678", "y", PASSWORD, "槐树", PASSWORD, PASSWORD),
    )
    assert said.returncode == 0, said.stderr
    for words, times in (
        ("! 请先选一套积分办法。", 2),
        ("! 请填写镇名。", 1),
        ("! 日期不对，请重新选。", 1),
        ("! 请选2023年1月1日到今天的日子。", 1),
        ("! 请填写谁同意的。", 1),
        ("! 请写上“实施结果公开”是哪一天。", 1),
        ("! “基础分发几分”不能这样填，请核对。", 2),
        ("! “几号公示”不能这样填，请核对。", 1),
        ("! 名单第2行写的三组，上面没有这个组。", 1),
        ("! 账号名只用字母和数字", 1),
        ("! 这个密码太好猜了，请换一个。", 1),
        ("! 两次写的不一样，请再写一遍。", 1),
    ):
        assert said.stdout.count(words) == times, words
    store = opened(tmp_path / "data")
    assert [one.group for one in households.search(store, "")] == ["一组", "二组"]
    assert rulebook.rules_on(store, date(2026, 3, 20)).setting("publication_day").value == 5
    store.close()


def test_every_choice_can_be_seen_with_its_two_sentences_and_changed(tmp_path: Path) -> None:
    usual = [""] * 25
    said = talk(
        *(tmp_path / "data", "3", *TALK, "y", "a", *usual, "", "", "", "", "陈书记", "shuji", "y", PASSWORD, PASSWORD)
    )
    assert "〔JX-07 " in said.stdout
    assert "文件说每月20日前评完分，20日当天算不算没有写明白。常用的办法是当天还算。" in said.stdout
    assert "外来的人家：住在村里就参加  〔A.8〕" in said.stdout
    store = opened(tmp_path / "data")
    assert rulebook.in_force(store, date(2026, 3, 20)).settings["outsiders"] == "included"
    store.close()


def test_broken_off_it_goes_on_where_it_was_and_keeps_no_password(tmp_path: Path) -> None:
    first = talk(tmp_path / "data", "5", "清水镇", "槐树村", "社", "2026-03-01", "决议", STEPS, "20", "5", "")
    assert first.returncode == 1
    assert "填好的都留着" in first.stderr
    kept = (tmp_path / "data/founding.json").read_text(encoding="utf-8")
    assert "槐树村" in kept
    second = talk(tmp_path / "data", "", "", "陈书记", "shuji", "y", PASSWORD)
    assert second.returncode == 1
    assert "上回填到这里，接着填" in second.stdout
    assert "镇（街道）的名字" not in second.stdout
    assert PASSWORD not in (tmp_path / "data/founding.json").read_text(encoding="utf-8")
    third = talk(tmp_path / "data", "y", PASSWORD, PASSWORD)
    assert third.returncode == 0
    assert "槐树村开张了" in third.stdout


def test_at_the_last_look_any_step_can_be_gone_back_to(tmp_path: Path) -> None:
    said = talk(
        *(tmp_path / "data", "5", *TALK, STEPS, "20", "5", "", "", "", "陈书记", "shuji"),
        *("2", "", "桃树村", "", "", "", "", "nonsense", "y", PASSWORD, PASSWORD),
    )
    assert said.returncode == 0, said.stderr
    store = opened(tmp_path / "data")
    assert villages.get(store).name == "桃树村"
    store.close()


def test_on_a_terminal_the_password_is_not_seen(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [*program.VILLAGE, "init", "--data", str(tmp_path / "data"), "--pack", "gaoyang-2022"]
    process = subprocess.Popen(
        command, env=program.environment(), stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    seen = b""
    answers = [*TALK, "", "", "", "", "陈书记", "shuji", "y", PASSWORD, PASSWORD]
    try:
        for answer in answers:
            seen += until_quiet(ours)
            os.write(ours, f"{answer}\n".encode())
        seen += until_quiet(ours, "开张了")
        assert process.wait(program.PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    said = seen.decode()
    assert "槐树村" in said
    assert PASSWORD not in said


def until_quiet(terminal: int, last: str = "：") -> bytes:
    """What is said until it waits for an answer."""
    said, until = b"", time.monotonic() + program.PATIENCE
    while time.monotonic() < until:
        ready, _, _ = select.select([terminal], [], [], 0.3)
        if ready:
            try:
                said += os.read(terminal, 65536)
            except OSError:  # the other end is gone
                break
        elif last in said.decode(errors="ignore"):
            break
    return said
