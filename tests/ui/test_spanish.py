"""The pages around a set in Spanish: no English text is left, whatever was said before."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from sciatica_coach.language.catalog import language_for
from sciatica_coach.paths import DATA_VARIABLE
from sciatica_coach.safety.screening import Answer
from sciatica_coach.texts import known_texts
from tests.live.scene import calibrated
from tests.ui.pages import (
    SCREENING,
    answer,
    asked,
    click,
    feel,
    labels,
    opened,
    pick,
    played,
    visit_of,
    welcomed,
    words,
)

SPANISH = language_for("es")
LABELLED = ("checkbox", "text_input", "number_input", "selectbox", "radio", "metric", "expander")


def english_texts() -> list[re.Pattern[str]]:
    """The English texts that are others in Spanish, whatever stands in their places."""
    forms = [
        form
        for text in (found.text for found in known_texts())
        for form in (text.one, text.many)
        if form and SPANISH.say(form) != form and re.search(r"\w", re.sub(r"{.*?}", "", form))
    ]
    filled = (re.sub(r"\\{.*?\\}", ".+", re.escape(form)) for form in forms)
    return [re.compile(rf"(?<!\w){each}(?!\w)") for each in filled]


ENGLISH = english_texts()


def english_left(app: AppTest) -> list[str]:
    """What on the page is, or holds, one of our English texts."""
    shown = [*words(app).splitlines(), *labels(app)]
    shown += [each.label for kind in LABELLED for each in app.get(kind)]
    shown += [column for table in app.dataframe for column in table.value.columns]
    shown += [str(each) for table in app.dataframe for each in table.value.to_numpy().ravel()]
    shown += [metric.value for metric in app.metric]
    shown += [title for chart in charts_of(app) for title in _titles(chart)]
    return [
        text
        for text in shown
        if any(
            # One word may be the same in both, but for a page that says nothing else.
            english.fullmatch(text) or (len(english.pattern.split()) > 2 and english.search(text))
            for english in ENGLISH
        )
    ]


def charts_of(app: AppTest) -> list[object]:
    kinds = ("arrow_vega_lite_chart", "vega_lite_chart")
    return [json.loads(each.proto.spec) for kind in kinds for each in app.get(kind)]


def _titles(chart: object) -> list[str]:
    if isinstance(chart, list):
        return [title for each in chart for title in _titles(each)]
    if not isinstance(chart, dict):
        return []
    own = [chart["title"]] if isinstance(chart.get("title"), str) else []
    return own + [title for each in chart.values() for title in _titles(each)]


def in_spanish(app: AppTest) -> AppTest:
    visit_of(app).language = "es"
    app.run()
    assert not app.exception
    return app


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """An empty folder for what is kept of people."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))


def test_english_is_found_where_it_is():
    left = english_left(opened())
    assert "I understand" in left
    assert any(text.startswith("Choose one of three") for text in left)


def test_before_a_set():
    app = in_spanish(welcomed())
    assert english_left(app) == []
    click(app, "Figura 4")
    assert english_left(app) == []
    click(app, "Empezar")
    assert english_left(app) == []
    click(app, "Continuar")
    assert "Responda todas las preguntas: quedan 10." in words(app)


@pytest.mark.parametrize("tier", ["emergency", "urgent"])
def test_what_was_answered_in_english_is_told_in_spanish(tier):
    app = asked()
    sign = next(each.id for each in SCREENING.questions if each.tier == tier)
    answer(app, **{sign: Answer.YES})
    assert SCREENING.tiers[tier].title in words(app)
    in_spanish(app)
    assert SPANISH.say(SCREENING.tiers[tier].title) in words(app)
    assert english_left(app) == []


def test_after_a_set():
    app = asked()
    answer(app)
    click(app, "Start the exercise")
    visit = visit_of(app)
    visit.live = played(end_s=12.0)
    visit.live.finish()
    app.run()
    feel(app, "set-1", leg=6)
    pick(app, "set-1-tingling", True)
    app.run()
    assert "Tingling or numbness has begun" in words(app)
    assert english_left(in_spanish(app)) == []
    assert "El hormigueo o el adormecimiento ha empezado" in words(app)
    assert charts_of(app)


def test_the_own_range():
    app = welcomed()
    click(app, "Single knee-to-chest")
    click(app, "Measure my own range first")
    answer(app)
    click(app, "Start the exercise")
    visit_of(app).live = calibrated()
    visit_of(app).live.finish()
    assert english_left(in_spanish(app)) == []
    app.text_input(key="own-range-name").set_value("../x")
    click(app, "Guardar")
    assert "El nombre solo puede tener letras" in words(app)
    app.text_input(key="own-range-name").set_value("Ana")
    click(app, "Guardar")
    assert "Guardado en este ordenador." in words(app)
    assert english_left(app) == []
    click(app, "Volver")
    assert "su límite cómodo 1" in words(app)


def test_what_could_not_be_measured():
    app = welcomed()
    click(app, "Single knee-to-chest")
    click(app, "Measure my own range first")
    answer(app)
    click(app, "Start the exercise")
    visit_of(app).live = calibrated(lambda _: 0.0, 6.0)
    visit_of(app).live.finish()
    assert "No mantuvo quieto ningún límite cómodo durante 2 s." in words(in_spanish(app))
    assert english_left(app) == []
