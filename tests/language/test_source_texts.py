"""Texts found in code."""

import pytest

from sciatica_coach.language.source_texts import Text, texts_of


def test_texts_are_found_in_code_by_the_functions_that_take_them():
    code = """
say("one {value}", value=say("two"))
speaking.say_count("a", "many", 3)
X = {1: N_("long "
               "text")}
other("not this"); say(variable)
f"{say('inner')}"
"""
    assert list(texts_of(code)) == [
        Text("one {value}"),
        Text("two"),
        Text("a", "many"),
        Text("long text"),
        Text("inner"),
    ]


def test_a_text_that_is_put_together_too_early_is_refused():
    with pytest.raises(ValueError, match="line 2: give the values by name"):
        list(texts_of('\nsay(f"{number} left")'))
