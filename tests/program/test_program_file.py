import json
import re
import tracemalloc
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_coach.errors import ProgramFileError
from sciatica_coach.language.catalog import language_for
from sciatica_coach.paths import ROOT
from sciatica_coach.program.program_file import (
    FORMAT,
    ProgramFile,
    read_program_file,
    write_program_file,
)
from sciatica_coach.small_file import LARGEST_BYTES
from tests.program.built import FIGURE, FIRST, at, dated, day, item, program, session
from tests.program.test_file_entries import OWN, whole_session

CONTENT = ProgramFile(
    person="Zoë हिन्दी 王",
    written_at=at(9),
    programs=(dated(program(note="Take a towel.")), dated(program(item(), item(FIGURE)), 5)),
    sessions=(whole_session(), session(1, pain=2)),
    own_ranges=(OWN,),
)
WRITTEN = write_program_file(CONTENT)
CUT, FOREIGN, NEWER = "ends too early", "not a plan file", "newer Sciatica Coach"


TODAY = day(9)


def told_of(content, *, today=TODAY):
    with pytest.raises(ProgramFileError) as refused:
        read_program_file(content, today=today)
    told = str(refused.value)
    assert "Nothing was changed." in told
    assert len(told) < 400
    assert told.isprintable()
    return told


def changed(**keys):
    return json.dumps(json.loads(WRITTEN) | keys).encode()


def with_value(value, *path):
    """The file with one value of it replaced."""
    document = json.loads(WRITTEN)
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return json.dumps(document).encode()


def test_what_is_written_is_read_again():
    assert read_program_file(WRITTEN, today=day(9)) == CONTENT


def test_a_file_of_nothing():
    empty = ProgramFile("Ada", at(0))
    assert read_program_file(write_program_file(empty), today=FIRST) == empty


def test_a_mark_before_the_first_line_does_no_harm():
    assert read_program_file(b"\xef\xbb\xbf" + WRITTEN, today=day(9)) == CONTENT


@settings(deadline=None)
@given(st.integers(1, len(WRITTEN.rstrip()) - 1))
def test_a_file_cut_anywhere_is_called_cut(length):
    assert CUT in told_of(WRITTEN[:length])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"", FOREIGN, id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00", FOREIGN, id="picture"),
        pytest.param(b"PK\x03\x04", FOREIGN, id="archive"),
        pytest.param(b"Dear Ada,", FOREIGN, id="text"),
        pytest.param(b"[1, 2]", FOREIGN, id="a list"),
        pytest.param(b"null", FOREIGN, id="nothing"),
        pytest.param(b'{"resourceType": "Bundle"}', FOREIGN, id="JSON of somebody else"),
        pytest.param(b'{"schema": 1, "app": "0.1.0"}', FOREIGN, id="a report of ours"),
        pytest.param(b'{"format": ["sciatica-coach-plan"]}', FOREIGN, id="format of another kind"),
        pytest.param(b"{}} trailing", FOREIGN, id="something after it"),
        pytest.param(b"[" * 100_000, FOREIGN, id="nested without an end"),
        pytest.param(b'{"a":' + b"[" * 100_000, FOREIGN, id="nested and cut"),
        pytest.param(b'{"a": ' + b"9" * 5000 + b"}", FOREIGN, id="endless number"),
        pytest.param(changed(version=2), NEWER, id="newer"),
        pytest.param(changed(version=10**30), NEWER, id="much newer"),
        pytest.param(changed(version=2, sessions="otherwise"), NEWER, id="newer and different"),
        pytest.param(changed(version="1"), "version", id="version as text"),
        pytest.param(changed(version=True), "version", id="version that is none"),
        pytest.param(changed(version=0), "version", id="version that never was"),
        pytest.param(b" " * (LARGEST_BYTES + 1), "at most 19 MB", id="too large"),
    ],
)
def test_files_that_are_none(content, told):
    assert told in told_of(content)


def test_a_picture_with_the_marks_of_a_cut_text_is_no_plan_file():
    assert FOREIGN in told_of(b"\xff\xd8\xff\xe0{")


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        pytest.param(("person",), "", "person", id="no name"),
        pytest.param(("person",), "x" * 61, "person", id="long name"),
        pytest.param(("person",), "\x1b[2J", "person", id="name that a terminal obeys"),
        pytest.param(("person",), 7, "person", id="name that is a number"),
        pytest.param(("written_at",), "2026-03-09T12:00:00", "written_at", id="no time zone"),
        pytest.param(("programs", 0, "from_day"), "2026-02-30", "programs.1.from_day", id="no day"),
        pytest.param(
            ("programs", 0, "program", "pain_ceiling"), 11, "programs.1.program.pain", id="pain 11"
        ),
        pytest.param(
            ("programs", 1, "program", "exercises", 1, "dose", "reps"),
            *(1000, "programs.2.program.exercises.2.dose.reps"),
            id="a thousand repetitions",
        ),
        pytest.param(
            ("programs", 0, "program", "exercises", 0, "dose", "hold_s"),
            *("20", "exercises.1.dose.hold_s"),
            id="a number as text",
        ),
        pytest.param(
            ("programs", 0, "program", "exercises", 0, "only_if"),
            *("asked", "only_if: is not known"),
            id="a restriction that is not known",
        ),
        pytest.param(("programs", 0, "program", "exercises"), [{}], "is missing", id="missing"),
        pytest.param(("sessions", 0, "id"), "7", "sessions.1.id", id="no id"),
        pytest.param(
            ("sessions", 1, "started_at"), "2026-03-02", "sessions.2.started", id="no hour"
        ),
        pytest.param(
            ("sessions", 1, "started_at"), "2026-03-13T00:00:00Z", "in the future", id="future"
        ),
        pytest.param(("sessions", 0, "pain_after"), {"leg": 11, "back": 0}, "leg", id="pain"),
        pytest.param(("sessions", 0, "pain_changes"), ["better"], "pain_changes.1", id="change"),
        pytest.param(("sessions", 0, "sets", 0, "complete_reps"), -1, "complete_reps", id="minus"),
        pytest.param(("sessions", 0, "sets", 0, "complete_reps"), 1.5, "complete_reps", id="half"),
        pytest.param(
            ("sessions", 1, "sets", 1, "number"), 1, "two sets have the same number", id="two sets"
        ),
        pytest.param(("sessions", 0, "exercise"), "../../etc", "sessions.1.exercise", id="a path"),
        pytest.param(("own_ranges", 0, "end_deg"), 1e6, "own_ranges.1.end_deg", id="no angle"),
        pytest.param(("own_ranges", 0, "measured_on"), "2027-01-01", "in the future", id="later"),
        pytest.param(("own_ranges",), {}, "own_ranges", id="of another kind"),
    ],
)
def test_values_that_cannot_be(path, value, told):
    assert told in told_of(with_value(value, *path))


def test_more_than_one_wrong_value_is_counted():
    document = json.loads(WRITTEN) | {"person": "", "own_ranges": 1}
    assert "(and 1 more)" in told_of(json.dumps(document).encode())


def test_the_same_session_twice_is_refused():
    sessions = json.loads(WRITTEN)["sessions"]
    assert "sessions.3.id: is there twice" in told_of(changed(sessions=[*sessions, sessions[0]]))


def test_a_key_twice_is_refused():
    twice = WRITTEN.replace(b'"person":', b'"person": "Eve", "person":', 1)
    assert "twice" in told_of(twice)


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"1e999"])
def test_numbers_that_are_none_are_refused(number):
    document = with_value(4242.0, "own_ranges", 0, "start_deg")
    told_of(document.replace(b"4242.0", number))


def test_it_is_today_until_midnight_elsewhere():
    late = read_program_file(WRITTEN, today=day(0))
    assert late.sessions[-1].day == day(1)
    assert "in the future" in told_of(WRITTEN, today=day(0) - timedelta(days=1))


def test_keys_of_a_later_release_are_left_out():
    document = json.loads(WRITTEN) | {"shoe_size": 43}
    document["sessions"][0]["weather"] = "rain"
    assert read_program_file(json.dumps(document).encode(), today=day(9)) == CONTENT


def test_what_is_wrong_is_told_in_the_language_of_the_page():
    with pytest.raises(ProgramFileError) as refused:
        read_program_file(b"Dear Ada,", today=FIRST)
    assert "Plan" in refused.value.args[0].in_(language_for("es"))
    assert "No se ha cambiado nada." in refused.value.args[0].in_(language_for("es"))


def test_the_largest_file_is_read_at_a_bounded_cost():
    tracemalloc.start()
    told_of(b'{"a":"' + b"x" * (LARGEST_BYTES - 8) + b'"}')
    peak_mb = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    assert peak_mb < 5 * LARGEST_BYTES / 1e6


PAGE = (ROOT / "docs" / "plan-file.md").read_text(encoding="utf-8")


def test_the_example_of_the_page_can_be_read():
    example = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1]
    found = read_program_file(example.encode(), today=day(9))
    assert (found.person, len(found.programs), len(found.sessions)) == ("Ada", 1, 1)
    assert json.loads(example)["format"] == FORMAT


def test_the_page_names_every_key():
    table = "\n".join(line for line in PAGE.splitlines() if line.startswith("|"))
    named = {each for code in re.findall(r"`([^`]+)`", table) for each in re.findall(r"\w+", code)}
    assert keys_of(json.loads(WRITTEN)) - named == {"head_lifts"}


def keys_of(value):
    if isinstance(value, list):
        return set().union(*map(keys_of, value))
    if isinstance(value, dict):
        return set(value).union(*map(keys_of, value.values()))
    return set()
