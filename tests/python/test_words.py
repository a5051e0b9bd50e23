"""The words of the trade are real enumerations whose names are the words of the ledger."""

import enum
import re

import pytest

import bihuan
from bihuan import _core

# KeyKind is a byte of the note format, no word of the trade.
ENUMS = [thing for thing in vars(_core).values() if isinstance(thing, enum.EnumType) and thing is not _core.KeyKind]


@pytest.mark.parametrize("words", ENUMS, ids=lambda words: words.__name__)
def test_every_enumeration_is_one(words):
    assert issubclass(words, enum.Enum) and len(words) > 1
    assert [member.value for member in words] == list(range(len(words))), "a word is missing"
    for member in words:
        assert str(member) == member.name == f"{member}" and words(member.name) is member
        assert re.fullmatch(r"[a-z_]+", member.name) and member.chinese


def test_an_unknown_word_names_those_there_are():
    with pytest.raises(ValueError, match="no Grade is called 'huge'; there are ungraded, general, major"):
        bihuan.Grade("huge")


def test_words_have_their_chinese():
    assert bihuan.Grade.major.chinese == "重大" and bihuan.State.awaiting_review.chinese == "待复查"
    assert bihuan.Request("void").chinese == "作废" and bihuan.Roll.none.chinese == "none"


def test_the_lifecycle_table_speaks_in_these_words():
    table = bihuan.lifecycle()
    assert {arrow.request for arrow in table} == set(bihuan.Request)
    close = [arrow for arrow in table if arrow.request is bihuan.Request.close]
    assert {arrow.to for arrow in close} == {bihuan.State.closed}
    assert all(set(arrow.without) == set(bihuan.Hold) for arrow in close)
    assert "stateDiagram" in bihuan.lifecycle_page()


def test_fields_are_listed_with_type_and_chinese_term():
    forms = {form.name: form for form in bihuan.fields_of(bihuan.FactKind.order_issued)}
    assert forms["limit_on"].type is bihuan.FieldType.day and forms["limit_on"].required
    assert forms["limit_on"].original == "整改时限" and not forms["money_fen"].required
    assert "note" in {form.name for form in bihuan.fields_of_every_fact()}
