"""Sentences that can be said in any language."""

import pickle
from datetime import date

from sciatica_coach.language.catalog import ENGLISH, language_for
from sciatica_coach.language.translatable_text import TranslatableText, one_after_another

SPANISH = language_for("es")


def test_what_the_core_tells_is_english_and_can_be_said_otherwise():
    since = TranslatableText("Left side: clearly less since {day}", day=date(2026, 1, 2))
    assert since == "Left side: clearly less since 2 January 2026"
    assert since.in_(SPANISH) == "Lado izquierdo: claramente menos desde el 2 de enero de 2026"
    both = one_after_another(since, TranslatableText("Go out, stay, and come back, twice."))
    assert both.endswith("2026 Go out, stay, and come back, twice.")
    assert both.in_(SPANISH).endswith("2026 Vaya, quédese y vuelva, dos veces.")
    again = pickle.loads(pickle.dumps(both))
    assert (again, again.in_(SPANISH)) == (both, both.in_(SPANISH))


def test_a_sentence_begins_with_a_capital_and_ends_with_one_full_stop():
    for text in ("go out, stay, and come back, twice", "Go out, stay, and come back, twice."):
        said = TranslatableText(text).sentence_in(ENGLISH)
        assert said == "Go out, stay, and come back, twice."
