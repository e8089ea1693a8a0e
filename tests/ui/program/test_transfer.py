import json
from dataclasses import replace

import pytest

from sciatica_coach.program.program_file import ProgramFile, write_program_file
from sciatica_coach.program.schedule import program_on
from sciatica_coach.ui.upload_route import UPLOADS
from tests.program.built import FIGURE, at, dated, day, item, program, session
from tests.program.test_file_entries import OWN
from tests.ui.program.showing import press, shown, texts

HERE, THERE = dated(program()), dated(program(item(FIGURE)))
FURTHER = replace(OWN, end_deg=120.0)


def plan_file(**content):
    return write_program_file(ProgramFile(**({"person": "Ada", "written_at": at(8)} | content)))


def opened(content, **how):
    """The page after a file was chosen and sent."""
    app = shown(**how)
    place = f"{app.session_state['visit_token']}/plan"
    key = UPLOADS.begin(UPLOADS.ticket(place, "page"), "plan.json", max(len(content), 1))
    UPLOADS.sending(key).upload.write(content)
    UPLOADS.end(key, is_whole=True)
    app.run()
    assert not app.exception
    return app


def buttons(app):
    return [each.key for each in app.button if each.key and each.key.startswith("plan-file")]


def test_first_it_says_what_would_change_and_changes_nothing(records):
    records.keep_programs([HERE])
    app = opened(plan_file(programs=(HERE, dated(program(), 5)), sessions=(session(1),)))
    assert "| Plans | 1 | 1 | 0 | 0 |" in texts(app)
    assert "| Sessions | 1 | 0 | 0 | 0 |" in texts(app)
    assert "New: a plan from 7 March 2026 on, set by Ada." in texts(app)
    assert records.programs() == (HERE,)
    assert records.sessions() == ()


def test_what_is_new_is_added_when_it_is_wanted(records):
    app = opened(plan_file(programs=(HERE,), sessions=(session(1),), own_ranges=(OWN,)))
    press(app, "plan-file-take")
    assert records.programs() == (HERE,)
    assert [each.id for each in records.sessions()] == [session(1).id]
    assert records.own_ranges() == (OWN,)
    assert "The file is taken over." in texts(app)
    assert not buttons(app), "the file is put away"


def test_nothing_is_changed_if_it_is_not_wanted(records):
    app = opened(plan_file(programs=(HERE,), sessions=(session(1),)))
    press(app, "plan-file-leave")
    assert (records.programs(), records.sessions()) == ((), ())
    assert not buttons(app)


@pytest.mark.parametrize("is_wanted", [False, True])
def test_what_differs_is_asked_for(records, is_wanted):
    done, other = session(1), session(1, reps=1)
    records.keep_programs([HERE])
    records.import_sessions([done])
    records.keep_own_ranges([OWN])
    app = opened(plan_file(programs=(THERE,), sessions=(other,), own_ranges=(FURTHER,)))
    assert "From today your plan would be:" not in texts(app)
    assert "Different: the plan from 2 March 2026 on." in texts(app)
    assert [each.value for each in app.checkbox] == [False, False]
    for each in app.checkbox:
        each.set_value(is_wanted)
    app.run()
    assert ("From today your plan would be:" in texts(app)) == is_wanted
    press(app, "plan-file-take")
    held = program_on(records.programs(), day(9)).program
    assert held == (THERE if is_wanted else HERE).program
    assert records.sessions()[0].complete_reps == done.complete_reps, "sessions stay"
    assert (FURTHER in records.own_ranges()) == is_wanted
    assert OWN in records.own_ranges()


def test_a_file_of_somebody_else_is_said_first(records):
    app = opened(plan_file(person="*Eve*", sessions=(session(1),)))
    assert r"The file is of \*Eve\*. These records are of Ada." in [w.value for w in app.warning]


def test_what_is_here_already_is_only_closed(records):
    records.keep_programs([HERE])
    app = opened(plan_file(programs=(HERE,)))
    assert "All that is in the file is here already." in texts(app)
    assert buttons(app) == ["plan-file-close"]
    press(app, "plan-file-close")
    assert not buttons(app)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"Dear Ada", "not a plan file of Sciatica Coach", id="foreign"),
        pytest.param(plan_file()[:100], "ends too early", id="cut"),
        pytest.param(
            json.dumps(json.loads(plan_file()) | {"version": 9}).encode(), "newer", id="newer"
        ),
        pytest.param(
            json.dumps(json.loads(plan_file()) | {"person": "![x](y)" * 20}).encode(),
            *("person",),
            id="a name that would be Markdown",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(records, content, told):
    app = opened(content)
    (error,) = app.error
    assert told in error.value
    assert "Nothing was changed." in error.value
    assert "![" not in error.value
    assert not buttons(app)


def test_a_refusal_is_said_in_spanish(records):
    app = opened(b"Dear Ada", language="es")
    assert "No se ha cambiado nada." in app.error[0].value


def test_a_video_of_the_visit_stays(records):
    app = shown()
    token = app.session_state["visit_token"]
    key = UPLOADS.begin(UPLOADS.ticket(token, "page"), "clip.mp4", 3)
    UPLOADS.sending(key).upload.write(b"abc")
    UPLOADS.end(key, is_whole=True)
    place = f"{token}/plan"
    assert UPLOADS.ticket(token, "page") != UPLOADS.ticket(place, "page")
    key = UPLOADS.begin(UPLOADS.ticket(place, "page"), "plan.json", 3)
    UPLOADS.sending(key).upload.write(b"abc")
    UPLOADS.end(key, is_whole=True)
    assert UPLOADS.find(token, "page").name == "clip.mp4"
    assert UPLOADS.find(place, "page").name == "plan.json"
    UPLOADS.drop(place)
    assert UPLOADS.find(token, "page") is not None
