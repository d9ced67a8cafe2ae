"""The catalogue: strict to programmers, kind to villagers."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from village.language import Name, phrase
from village.language.params import KINDS
from village.language.phrases import Phrase, catalogue, kinds, known, params_of, read_group, tell
from village.language.speakable import is_speakable
from village.model.points import Points

SAMPLES: dict[str, object] = {
    "points": Points(-1_234_550),
    "amount": Points(1_234_550),
    "change": Points(-250),
    "count": 2,
    "ordinal": 2,
    "digits": "03-017",
    "date": date(2026, 12, 31),
    "full_date": date(2026, 12, 31),
    "moment": datetime(2026, 12, 31, 15, 30),
    "name": Name("单雄信", "shan4"),
    "text": "帮邻居修屋2次（A级）",
}
KEYS = sorted(catalogue())
SHOWN = {".html", ".toml", ".py", ".js"}
CLAUSE = re.compile(r"[，。？！、：；\n]")
JARGON = re.compile("非法|无效|失败|异常|参数|系统|网络|数据|服务器|超时|请求|登陆|错误|违规|你")


def filled(key: str) -> Phrase:
    kind_names = {id(kind): name for name, kind in KINDS.items()}
    return phrase(key, **{name: SAMPLES[kind_names[id(kinds()[name])]] for name in params_of(key)})


def bare(key: str) -> tuple[str, str, str]:
    template = catalogue()[key]
    return template.shown, template.spoken, template.printed


def test_points_are_figures_on_the_screen_and_words_in_the_ear() -> None:
    now = phrase("balance.is", points=Points(10_550))
    assert now.shown == "您家现在有105.5分。"
    assert now.spoken == "您家现在有一百零五分半，一百零五分半。"
    assert now.printed == now.shown


def test_a_debt_is_told_without_blame() -> None:
    assert phrase("balance.owed", amount=Points(-1200)).shown.startswith("您家现在欠12分")


def test_rank_counts_households_as_people_do() -> None:
    assert phrase("rank.is", rank=2, count=2).spoken == "您家在村里排第二名，一共两户。"


def test_a_line_is_told_with_its_day_title_change_and_reason() -> None:
    line = phrase(
        "statement.own_reason", date=date(2026, 3, 15), title="门前扫干净", change=Points(500), reason="检查3次都好。"
    )
    assert line.shown == "3月15日，门前扫干净，+5分，原因是检查3次都好。"
    assert line.spoken == "三月十五号，门前扫干净，加五分，原因是检查三次都好。"


def test_the_public_form_of_a_deduction_gives_no_reason() -> None:
    assert params_of("statement.public_minus") == {"category", "change"}
    assert params_of("statement.public_sensitive") == {"change"}


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        (Name("张桂芳"), "张桂芳"),
        ("张桂芳", "张桂芳"),
        (Name("单雄信"), "shan4 雄信"),
        (Name("查阿婆"), "zha1 阿婆"),
        (Name("尉迟恭"), "yu4 chi2 恭"),
        (Name("乐嘉", "le4"), "le4 嘉"),
        (Name("单雄信", "善"), "善 雄信"),
        (Name("张㐂", "zhang1 xi3"), "zhang1 xi3"),
    ],
    ids=str,
)
def test_a_name_is_shown_as_written_and_said_as_it_is_read(name: Name | str, spoken: str) -> None:
    asked = phrase("who.ask", group="三组", head=name)
    assert asked.shown.replace("（xǐ）", "") == f"您是三组{name.shown if isinstance(name, Name) else name}家吗？"
    assert asked.spoken.replace(" ", "") == f"您是三组{spoken}家吗？".replace(" ", "")
    assert is_speakable(asked.spoken)


@pytest.mark.parametrize(("number", "spoken"), [("03-017", "零三零幺七"), ("3-A5", "三，诶五")])
def test_a_household_number_is_said_even_with_letters(number: str, spoken: str) -> None:
    assert phrase("error.number_taken", number=number).spoken.startswith(f"户号{spoken}")


def test_an_unknown_key_raises() -> None:
    with pytest.raises(KeyError, match=re.escape("balance.isnt")):
        phrase("balance.isnt")
    assert not known("balance.isnt")
    assert known("balance.is")


@pytest.mark.parametrize(
    "params",
    [{}, {"points": Points(1), "head": "张"}, {"points": 5}, {"points": "5"}, {"point": Points(1)}],
    ids=["missing", "extra", "int", "text", "misspelt"],
)
def test_a_wrong_parameter_raises(params: dict[str, object]) -> None:
    with pytest.raises(TypeError, match=re.escape("balance.is")):
        phrase("balance.is", **params)


def test_a_claim_is_not_a_count() -> None:
    with pytest.raises(TypeError, match="bool"):
        phrase("identify.found_many", count=True)


@pytest.mark.parametrize(
    "source",
    ["a = 5", '[a]\nspoken = "好"', '[a]\nshown = "好"\nsung = "好"', 'a = "{nobody}"'],
    ids=["number", "not shown", "unknown form", "unknown parameter"],
)
def test_a_faulty_file_is_named_by_its_key(source: str) -> None:
    with pytest.raises(ValueError, match=re.escape("home.a")):
        read_group("home", source)


def test_an_error_takes_of_its_params_what_its_sentence_needs() -> None:
    assert tell("pin_locked", minutes=2, terminal="大厅").spoken.startswith("错了几次，先歇一歇，请两分钟后再试")
    with pytest.raises(TypeError):
        tell("pin_locked")
    with pytest.raises(KeyError):
        tell("no_such_code")


def test_forms_may_differ() -> None:
    read = read_group("home", '[a]\nshown = "甲"\nspoken = "乙"\nprinted = "丙"')["home.a"]
    assert (read.shown, read.spoken, read.printed) == ("甲", "乙", "丙")


@pytest.mark.parametrize("key", KEYS)
class TestEverySentence:
    def test_can_be_spoken_with_the_longest_values(self, key: str) -> None:
        assert is_speakable(filled(key).spoken)

    def test_hides_no_digit_or_letter_in_what_is_spoken(self, key: str) -> None:
        words = re.sub(r"\{\w+\}", "", catalogue()[key].spoken)
        assert not re.search(r"[0-9A-Za-z%+¥*/]", words)

    def test_is_short(self, key: str) -> None:
        for form in bare(key):
            words = re.sub(r"\{\w+\}", "某某", form)
            assert len(words) <= 42
            assert max(len(clause) for clause in CLAUSE.split(words)) <= 20

    def test_is_warm_and_plain(self, key: str) -> None:
        for form in bare(key):
            assert not JARGON.search(form)
            assert not re.search(r"[a-z]+_[a-z]+|\s$|^\s", re.sub(r"\{\w+\}", "", form))

    def test_uses_full_width_stops(self, key: str) -> None:
        for form in bare(key):
            assert not re.search(r"[,.!?:;]", form)


def test_no_sentence_stands_twice() -> None:
    seen: dict[str, str] = {}
    for key in KEYS:
        group = key.partition(".")[0]
        if group not in ("button", "receipt", "step"):  # labels and names of steps may repeat a word
            text = catalogue()[key].shown
            assert seen.setdefault(text, key) == key or "{" in text


def test_every_parameter_kind_is_used() -> None:
    used = {name for key in KEYS for name in params_of(key)}
    assert used == kinds().keys()


def test_buttons_are_at_most_eight_characters() -> None:
    labels = [catalogue()[key].shown for key in KEYS if key.startswith("button.") and not params_of(key)]
    assert max(map(len, labels)) <= 8


def test_a_line_that_is_taken_back_has_one_word_everywhere() -> None:
    root = Path(__file__).parents[2]
    told = [file for room in ("village", "kiosk", "admin") for file in (root / room).rglob("*") if file.suffix in SHOWN]
    assert len(told) > 100
    assert [file.name for file in told if "冲正" in file.read_text(encoding="utf-8")] == []


def test_receipt_labels_leave_room_beside_them() -> None:
    for name in ("household_number", "actor", "before", "after", "left", "then", "pickup", "number", "seal", "kiosk"):
        assert len(phrase(f"receipt.{name}").printed) <= 4
