"""Decimal marks as spreadsheets of a country expect them."""

import pytest

from sciatica_coach.review.decimal_mark import DecimalMark


@pytest.mark.parametrize(
    ("mark", "separator", "figure"),
    [(DecimalMark.POINT, ",", "2.4020"), (DecimalMark.COMMA, ";", "2,4020")],
)
def test_a_mark_goes_with_its_separator(mark, separator, figure):
    assert mark.separator == separator
    assert mark.written(2.402) == figure


@pytest.mark.parametrize("mark", DecimalMark)
def test_no_figure_has_exactly_three_decimals(mark):
    """It would be read as a thousand times as much where its mark separates thousands."""
    for value in (0.0, 2.402, -118.4, 1234.5678, 0.125):
        decimals = mark.written(value).replace(",", ".").partition(".")[2]
        assert len(decimals) == 4


@pytest.mark.parametrize(
    ("locale", "mark"),
    [
        ("de-DE", DecimalMark.COMMA),
        ("es", DecimalMark.COMMA),
        ("es_ES", DecimalMark.COMMA),
        ("es-MX", DecimalMark.POINT),
        ("de-CH", DecimalMark.POINT),
        ("en-GB", DecimalMark.POINT),
        (None, DecimalMark.POINT),
    ],
)
def test_the_mark_of_a_country(locale, mark):
    assert DecimalMark.of_locale(locale) is mark
