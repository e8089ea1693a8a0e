"""Who is asked about before a video is analysed."""

import numpy as np
import pytest

from sciatica_coach import Model, analyse
from sciatica_coach.paths import SAMPLES
from sciatica_coach.review.bystanders import candidates
from tests.films import film, sample_frames, side_by_side, video_of


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Somebody who lies at the left, somebody who sits at the right."""
    frames = side_by_side(
        sample_frames("knee_to_chest_side", 10), sample_frames("nerve_floss_side", 10)
    )
    return video_of(tmp_path_factory.mktemp("pair") / "pair.mp4", frames)


def test_there_is_a_choice_among_several(pair):
    left, right = candidates(pair)
    assert left.place[0] == pytest.approx(470 / 1708, abs=0.04)
    assert right.place[0] == pytest.approx(1175 / 1708, abs=0.04)
    assert left.picture.shape[1] > left.picture.shape[0], "who lies"
    assert right.picture.shape[1] < 500


def test_there_is_none_with_one_person_or_nobody(tmp_path):
    assert candidates(SAMPLES / "figure_4_side.mp4") == ()
    assert candidates(film(tmp_path / "empty.mp4", np.arange(20) / 10)) == ()


def test_who_listens_ends_it_by_raising(pair):
    class NotWantedError(Exception):
        pass

    def end():
        raise NotWantedError

    with pytest.raises(NotWantedError):
        candidates(pair, on_frame=end)


@pytest.mark.parametrize(("number", "posture"), [(0, "who lies"), (1, "who sits")])
def test_who_was_chosen_is_analysed(pair, number, posture):
    place = candidates(pair)[number].place
    done = analyse(pair, "nerve-floss", model=Model.LITE, person_at=place)
    assert posture in done.notes[0]
    assert "as asked for" in done.notes[0]
    x_px = np.median([each.pose.pixels[23, 0] for each in done.observations if each.pose])
    assert x_px / 1708 == pytest.approx(place[0], abs=0.05)
