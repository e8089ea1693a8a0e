"""A file of definitions: every problem of it is named, with the key as the file has it."""

import os
import time
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from sciatica_coach.definition_file import read_definition
from sciatica_coach.errors import ExerciseFileError
from sciatica_coach.visible_text import visible


class Walk(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Literal["walk"]
    steps: Annotated[int, Field(le=1000)]


class Ride(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Literal["ride"]
    gear: int


class Tour(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    parts: list[Annotated[Walk | Ride, Field(discriminator="kind")]] = []


def problems(path):
    with pytest.raises(ExerciseFileError, match=path.name) as caught:
        read_definition(path, Tour, ExerciseFileError)
    assert caught.value.path == path
    return list(caught.value.problems)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "tour.toml"


def test_a_file_in_order_is_the_type(file):
    file.write_text('name = "Näfels"\n[[parts]]\nkind = "walk"\nsteps = 3\n', encoding="utf-8")
    tour = read_definition(file, Tour, ExerciseFileError)
    assert tour == Tour(name="Näfels", parts=[Walk(kind="walk", steps=3)])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b'name = "\xff"', ["is not a text in UTF-8"], id="not UTF-8"),
        pytest.param(b"parts = []", ["name: is missing"], id="missing"),
        pytest.param(b'name = "a"\nmood = 1', ["mood: unknown key"], id="unknown"),
        pytest.param(
            b'[[parts]]\nkind = "walk"\nsteps = 3\nmood = 1\n[[parts]]\nkind = "ride"',
            ["name: is missing", "parts.0.mood: unknown key", "parts.1.gear: is missing"],
            id="all at once, and no step of pydantic's own in a key",
        ),
    ],
)
def test_problems_are_named_by_their_keys(file, content, told):
    file.write_bytes(content)
    assert problems(file) == told


def test_what_was_found_is_shown(file):
    file.write_text('name = "a"\n[[parts]]\nkind = "walk"\nsteps = "many"\n')
    (told,) = problems(file)
    assert told.startswith("parts.0.steps: input should be a valid integer")
    assert told.endswith("found 'many'")


def test_a_file_that_is_no_toml_or_is_not_there(file):
    assert problems(file)[0].startswith("cannot be read: ")
    file.write_text("name : a")
    assert problems(file)[0].startswith("is not TOML: ")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"name = " + b"[" * 50_000, "is nested too deeply", id="lists in lists"),
        pytest.param(b"name = " + b"{a=" * 50_000, "is nested too deeply", id="tables in tables"),
        pytest.param(b"a." * 20_000 + b"b = 1", "a key of too many parts", id="long key"),
        pytest.param(b"x = {" + b'"a" . ' * 20_000 + b"b = 1}", "too many parts", id="inner key"),
        pytest.param(b"[" + b"a." * 20_000 + b"b]", "a key of too many parts", id="long header"),
        pytest.param(b"name = " + b"9" * 9000, "a number of too many digits", id="long number"),
        pytest.param(
            b'name = "a"\n[[parts]]\nkind = "walk"\nsteps = 0x' + b"f" * 90_000,
            "parts.0.steps: ",
            id="long hexadecimal number",
        ),
        pytest.param(b'name = "' + b"x" * 10_000_000, "is larger than 200 kB", id="long text"),
        pytest.param(b"\0", "is not TOML", id="zero byte"),
        pytest.param(b"name = 1\nname = 2", "is not TOML", id="twice"),
        pytest.param(b'name = "\\ud800"', "is not TOML", id="half a letter"),
        pytest.param(b'name = "a"\n"\\u001b[2J\\n" = 1', "\\x1b[2J\\n: unknown", id="escape"),
        pytest.param(
            b'name = "a"\n' + b"".join(b"k%d = 1\n" % number for number in range(9000)),
            "and 8950 more",
            id="many problems",
        ),
        pytest.param(b'name = "a"\n' + b"k" * 90_000 + b" = 1", " ...", id="long problem"),
    ],
)
def test_a_hostile_file_costs_little_and_is_told_in_few_words(file, content, told):
    file.write_bytes(content)
    begun_s = time.process_time()
    found = problems(file)
    assert time.process_time() - begun_s < 2
    assert any(told in problem for problem in found)
    assert sum(map(len, found)) < 30_000
    assert all(visible(problem) == problem for problem in found)


def test_a_mark_before_the_first_line_is_no_problem(file):
    file.write_bytes(b'\xef\xbb\xbfname = "a"\r\n')
    assert read_definition(file, Tour, ExerciseFileError) == Tour(name="a")


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_not_waited_for(file, make):
    make(file)
    assert problems(file) == ["is not a file"]
