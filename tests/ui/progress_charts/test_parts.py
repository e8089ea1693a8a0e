"""What the charts of the Progress page are put together from."""

from datetime import date, datetime

import pandas as pd
import pytest

from sciatica_coach.progress.change import Change, Trend, Window
from sciatica_coach.progress.period import Spacing
from sciatica_coach.ui.progress_charts.parts import (
    SELECTED,
    FigureAxis,
    TimeAxis,
    colours,
    course,
    ground,
    middle,
    moment,
    names,
    points,
    stretch_teller,
    whole,
    words,
)

DAY = date(2026, 1, 5)
FIGURES = FigureAxis("degrees", 40.0, 120.0)
FIRST = Window(DAY, date(2026, 1, 18), 14, 80.0)
LAST = Window(date(2026, 2, 2), date(2026, 2, 15), 14, 101.0)
CHANGE = Change(Trend.MORE, FIRST, LAST, 21.0, 12.0, 0)
TOO_FEW = Change(Trend.TOO_FEW_DAYS, None, None, 0.0, 12.0, 4)


def axis(last_day=date(2026, 2, 15), spacing=Spacing.DAY):
    return TimeAxis(DAY, last_day, spacing)


def table(days=3):
    return pd.DataFrame(
        {
            "day": [datetime(2026, 1, 5 + day, 12) for day in range(days)],
            "deg": [80.0 + day for day in range(days)],
            "key": [f"2026-01-0{5 + day}" for day in range(days)],
            "when": "a day",
            "told": "80°",
            "shape": "circle",
            "filled": [day != 1 for day in range(days)],
            "main": True,
        }
    )


def rows(layers):
    """All that is drawn from."""
    return [row for table in whole(layers).to_dict()["datasets"].values() for row in table if row]


@pytest.mark.parametrize(
    ("last_day", "names_of_axis"),
    [
        (date(2026, 3, 1), "%-d %b"),
        (date(2028, 3, 1), "%b %Y"),
        (date(2036, 3, 1), "%Y"),
    ],
)
def test_the_axis_names_what_can_be_told_apart(last_day, names_of_axis):
    assert axis(last_day).encoding().to_dict()["axis"]["format"] == names_of_axis


def test_days_are_drawn_at_noon_and_longer_stretches_in_their_middle():
    assert moment(DAY) == datetime(2026, 1, 5, 12)
    assert middle(DAY, Spacing.DAY) == datetime(2026, 1, 5, 12)
    assert middle(DAY, Spacing.WEEK) == datetime(2026, 1, 8, 12)
    assert middle(date(2026, 1, 1), Spacing.MONTH) == datetime(2026, 1, 15, 12)


def test_what_a_point_stands_for():
    assert stretch_teller(Spacing.DAY)(DAY) == "5 January 2026"
    assert stretch_teller(Spacing.WEEK)(DAY) == "week from 5 January 2026"
    assert stretch_teller(Spacing.MONTH)(DAY) == "January 2026"


def test_a_turned_axis_has_small_figures_above():
    turned = FigureAxis("degrees", 40.0, 120.0, turned=True)
    assert turned.of("deg").to_dict()["scale"]["reverse"] is True
    assert not FIGURES.of("deg").to_dict()["scale"]["reverse"]
    assert FIGURES.shows(40)
    assert not FIGURES.shows(39)


def test_of_a_single_point_there_is_no_line():
    assert course(table(1), "deg", axis(), FIGURES) == []
    assert len(course(table(2), "deg", axis(), FIGURES)) == 1


def test_another_line_is_dashed():
    (line,) = course(table(), "deg", axis(), FIGURES, dashed=True)
    assert line.to_dict()["mark"]["strokeDash"]


def test_points_can_be_selected_by_their_key():
    (selection,) = whole([points(table(), "deg", axis(), FIGURES)]).to_dict()["params"]
    assert selection["name"] == SELECTED
    assert selection["select"]["fields"] == ["key"]


def test_a_hollow_point_has_nothing_inside_and_another_model_its_own_colour():
    known = table().assign(main=[True, True, False])
    drawn = rows([points(known, "deg", axis(), FIGURES)])
    ink = colours()
    assert [(row["inside"], row["edge"]) for row in drawn] == [
        (ink.line, ink.line),
        ("#00000000", ink.line),
        (ink.other, ink.other),
    ]


def test_many_points_are_small():
    sizes = [
        points(pd.concat([table()] * times), "deg", axis(), FIGURES).to_dict()["mark"]["size"]
        for times in (1, 30)
    ]
    assert sizes[0] > sizes[1]


def test_the_strip_about_the_first_days():
    drawn = rows(ground(CHANGE, FIGURES))
    assert {"low": 68.0, "high": 92.0} in drawn
    assert [row["at"] for row in drawn if "at" in row] == [68.0, 92.0]
    assert [row["middle"] for row in drawn if "middle" in row] == [80.0, 101.0]


def test_words_stand_where_a_change_is_clear():
    drawn = rows(names(CHANGE, FIGURES, "°"))
    assert {"at": 92.0, "words": "↑ clearly more"} in drawn
    assert {"at": 68.0, "words": "↓ clearly less"} in drawn
    assert [row["words"] for row in drawn if "middle" in row] == ["80°", "101°"]


def test_on_a_turned_axis_more_is_the_smaller_figure():
    turned = FigureAxis("degrees", 40.0, 120.0, turned=True)
    assert {"at": 68.0, "words": "↑ clearly more"} in rows(names(CHANGE, turned))


def test_what_the_scale_does_not_reach_is_not_drawn():
    narrow = FigureAxis("degrees", 70.0, 120.0)
    assert {"low": 70.0, "high": 92.0} in rows(ground(CHANGE, narrow))
    assert not any(row.get("at") == 68.0 for row in rows(names(CHANGE, narrow)))


def test_with_too_few_days_there_is_no_strip():
    assert ground(TOO_FEW, FIGURES) == names(TOO_FEW, FIGURES) == []


def test_words_have_a_rim_of_the_ground():
    rim, text = words(table(), colour="#123456")(x="day:T", y="deg:Q", text="told:N")
    assert rim.to_dict()["mark"]["stroke"] == colours().ground
    assert text.to_dict()["mark"]["color"] == "#123456"


def test_the_months_are_in_the_language_of_the_page():
    time = whole([points(table(), "deg", axis(), FIGURES)]).to_dict()["config"]["locale"]["time"]
    assert time["months"][0] == "January"
    assert time["shortMonths"][11] == "Dec"
    assert len(time["days"]) == 7


@pytest.mark.parametrize("name", ["ink", "line", "other", "limit"])
def test_colours_can_be_read_on_their_ground(name):
    from sciatica_coach.ui.progress_charts import parts

    for theme in (parts._LIGHT, parts._DARK):
        assert contrast(getattr(theme, name), theme.ground) >= 4.5


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
