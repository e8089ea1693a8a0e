"""Results overwrite nothing but older results of the same video."""

import json
import os
from pathlib import Path

import pytest

from sciatica_coach.review.output_names import (
    file_of,
    free_base,
    identity,
    unused_base,
    video_sha256,
    wanted_base,
)

ENDINGS = ("coach.json", "angles.csv", "annotated.mp4")


@pytest.fixture
def video(tmp_path):
    path = tmp_path / "in" / "x.mp4"
    path.parent.mkdir()
    path.write_bytes(b"pictures")
    return path


def keep_report(video, folder, /, **changes):
    report = {
        "video": {"file": video.name},
        "video_sha256": video_sha256(video),
        "files": ["x.coach.json", "x.angles.csv"],
    } | changes
    (folder / "x.coach.json").write_text(json.dumps(report))


def free(video, folder, endings=ENDINGS, **known):
    return free_base(video, folder / "x", endings, **known).name


def test_where_nothing_is_the_name_is_that_of_the_video(video, tmp_path):
    assert free(video, tmp_path) == "x"


def test_own_results_are_replaced(video, tmp_path):
    keep_report(video, tmp_path)
    (tmp_path / "x.angles.csv").write_text("older")
    assert free(video, tmp_path) == "x"


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"video": {"file": "y.mp4"}}, id="of another name"),
        pytest.param({"video_sha256": "0" * 64}, id="of another content"),
        pytest.param({"video_sha256": None}, id="of an older version"),
        pytest.param({"video": "x.mp4"}, id="of another program"),
    ],
)
def test_results_of_another_video_stay(video, tmp_path, changes):
    keep_report(video, tmp_path, **changes)
    assert free(video, tmp_path) == "x-2"


@pytest.mark.parametrize("text", ["", "{", "[1]", "[" * 100_000, "\xff"])
def test_what_is_no_report_stays(video, tmp_path, text):
    (tmp_path / "x.coach.json").write_text(text, encoding="latin-1")
    assert free(video, tmp_path) == "x-2"


def test_a_video_of_somebody_else_is_no_result_of_ours(video, tmp_path):
    keep_report(video, tmp_path)
    (tmp_path / "x.annotated.mp4").write_bytes(b"somebody's")
    assert free(video, tmp_path) == "x-2"
    assert free(video, tmp_path, ENDINGS[:2]) == "x", "it is not written"
    keep_report(video, tmp_path, files=["x.annotated.mp4"])
    assert free(video, tmp_path) == "x"


def test_an_input_is_never_overwritten_even_if_it_is_a_result(video, tmp_path):
    keep_report(video, tmp_path, files=["x.annotated.mp4"])
    drawn = tmp_path / "x.annotated.mp4"
    drawn.write_bytes(b"drawn")
    assert free(video, tmp_path, inputs={identity(drawn)}) == "x-2"


def test_names_of_the_same_call_differ(video, tmp_path):
    assert free(video, tmp_path, taken={tmp_path / "x", tmp_path / "x-2"}) == "x-3"


def test_a_link_is_not_replaced(video, tmp_path):
    (tmp_path / "x.angles.csv").symlink_to("nowhere")
    assert free(video, tmp_path) == "x-2"


def test_names_that_are_no_utf_8(tmp_path):
    video = tmp_path / os.fsdecode(b"caf\xe9.mp4")
    video.write_bytes(b"pictures")
    base = wanted_base(video, tmp_path, ENDINGS)
    assert free_base(video, base, ENDINGS) == base
    names = [file_of(base, ending).name for ending in ENDINGS]
    written = [name.replace("\udce9", "\\xe9") for name in names]
    file_of(base, "coach.json").write_text(
        json.dumps(
            {
                "video": {"file": "caf\\xe9.mp4"},
                "video_sha256": video_sha256(video),
                "files": written,
            }
        )
    )
    file_of(base, "angles.csv").write_text("older")
    assert free_base(video, base, ENDINGS) == base


@pytest.mark.parametrize("letter", ["a", "é", "界"])
def test_a_long_name_is_shortened_so_that_every_result_can_be_written(tmp_path, letter):
    count = 251 // len(letter.encode())
    base = wanted_base(Path(letter * count + ".mp4"), tmp_path, ENDINGS)
    assert len(base.name) > 200 // len(letter.encode())
    for ending in ENDINGS:
        file_of(base.with_name(f"{base.name}-2345"), ending).write_text("")


@pytest.mark.parametrize(
    ("name", "base"),
    [("..mp4", "..mp4"), ("...mp4", "...mp4"), (".mp4", ".mp4"), ("a.b.mp4", "a.b")],
)
def test_a_name_of_dots_is_no_folder(tmp_path, name, base):
    found = wanted_base(Path(name), tmp_path, ENDINGS)
    assert file_of(found, "coach.json") == tmp_path / f"{base}.coach.json"


def test_an_unused_base_has_no_file_at_all(tmp_path):
    (tmp_path / "x.coach.json").write_text("")
    (tmp_path / "x-2.angles.csv").write_text("")
    assert unused_base(tmp_path / "x", ENDINGS).name == "x-3"


def test_a_loop_of_links_has_an_identity(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert identity(tmp_path / "a") != identity(tmp_path / "b")
