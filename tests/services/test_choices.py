"""What the village has not decided yet is told in the village's words."""

from __future__ import annotations

import pytest

from village.errors import VillageError
from village.language import tell
from village.services import choices, rulebook


@pytest.mark.parametrize(
    ("pack_id", "key", "told"),
    [
        ("yangkou-2023", "publication_day", "“几号公示”文件没有写明"),
        ("minhang-2024", "year_change", "“过了年，分怎么办”文件没有写明"),
    ],
)
def test_an_undecided_choice_is_named_as_people_call_it(pack_id: str, key: str, told: str) -> None:
    with pytest.raises(VillageError) as missing:
        choices.word(rulebook.pack(pack_id), key)
    assert tell(missing.value.code, **missing.value.params).shown.startswith(told)
    assert missing.value.clause == rulebook.pack(pack_id).setting(key).clause
