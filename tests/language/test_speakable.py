"""Nothing that the synthesiser would misread gets through (stack.md §1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.language.speakable import is_speakable, speakable

SAID = {
    "126": "一百二十六",
    "10000": "一万",
    "12345": "一万两千三百四十五",
    "0.5": "零点五",
    "1,234元": "一千两百三十四元",
    "1２３分": "一百二十三分",
    "03-017": "零三零幺七",
    "12-105户": "幺二幺零五户",
    "户号1204": "户号幺二零四",
    "手机尾号：5678": "手机尾号：五六七八",
    "0317": "零三幺七",
    "13812345678": "幺三八幺二三四五六七八",
    "0513-8812345": "零五幺三八八幺二三四五",
    "138****5678": "幺三八，五六七八",
    "+5": "加五",
    "-5": "减五",
    "−5分": "减五分",
    "+10分、-5分": "加十分、减五分",
    "50%": "百分之五十",
    "50％": "百分之五十",
    "2%": "百分之二",
    "2026年": "二零二六年",
    "2026年3月": "二零二六年三月",
    "3年": "三年",
    "3月15日": "三月十五号",
    "3月15日8:30": "三月十五号八点三十分",
    "2026年3月15日": "二零二六年三月十五号",
    "2026-03-15": "二零二六年三月十五号",
    "2026.3.5": "二零二六年三月五号",
    "2026-02-31": "二零二六零二三幺",
    "08:30": "八点三十分",
    "14:05": "十四点零五分",
    "9:00-11:00": "九点到十一点",
    "¥126.50": "一百二十六点五元",
    "￥2": "两元",
    "20元": "二十元",
    "2/3": "三分之二",
    "½": "二分之一",
    "2.5分": "两分半",
    "12.50分": "十二分半",
    "5-10分": "五到十分",
    "捡垃圾×2": "捡垃圾，两次",
    "垃圾分类×12，加分": "垃圾分类，十二次，加分",
    "2×3": "二乘三",
    "2~3次": "两到三次",
    "2户2个月": "两户两个月",
    "2组2月2号第2名": "二组二月二号第二名",
    "5kg大米，2L油": "五公斤大米，两升油",
    "30㎡": "三十平方米",
    "A组": "诶组",
    "WPS": "达不溜批艾斯",
    "③号": "三号",
    "〇": "零",
    "三组·张桂芳（家）": "三组，张桂芳，家",
    "按“说话”": "按说话",
    "谢谢🎉您": "谢谢您",
    "扫地\n倒垃圾": "扫地。倒垃圾",
    "好...": "好。",
    "shan4老师您好": "shan4 老师您好",
    "qiu2大爷加5分": "qiu2 大爷加五分",
    "lü4 zhuang1": "lü4 zhuang1",
    "---": "",
    "": "",
}


@pytest.mark.parametrize(("text", "words"), SAID.items(), ids=repr)
def test_signs_become_words(text: str, words: str) -> None:
    assert speakable(text) == words


MIXED = st.text("0123456789.,:-+/%¥~年月日分户第2号AZazkgml*·（）“ 三组家。", max_size=30)


@given(st.text(max_size=40) | MIXED)
def test_whatever_comes_in_only_words_go_out(text: str) -> None:
    words = speakable(text)
    assert words == "" or is_speakable(words)


@given(MIXED)
def test_words_stay_as_they_are(text: str) -> None:
    assert speakable(speakable(text)) == speakable(text)


@pytest.mark.parametrize("text", ["5", "三5", "abc", "50%", "¥", "shan", "shan45", "“", ""])
def test_raw_text_is_known_as_not_speakable(text: str) -> None:
    assert not is_speakable(text)
