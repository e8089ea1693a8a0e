"""What the correction learns, on errors that are made up."""

import numpy as np
import pytest

from sciatica_coach.motion.correction import CORRECTED
from studio.examples import Examples
from studio.learning import learn, naming_line

SCENES, FRAMES, INPUTS = 20, 20, 12
JOINTS = len(CORRECTED)


def made_up() -> Examples:
    """Legs whose angles are wrong by what the first inputs say; the fifth tells names."""
    rng = np.random.default_rng(0)
    rows = 2 * SCENES * FRAMES
    seen = rng.normal(0, 1, (rows, INPUTS))
    seen[:, 4] = rng.normal(1, 0.3, rows)
    misnamed = seen.copy()
    misnamed[:, 4] *= -1
    off_deg = 12 * np.tanh(seen[:, :JOINTS]) + rng.normal(0, 1, (rows, JOINTS))
    return Examples(
        inputs=seen,
        misnamed=misnamed,
        named_rightly=np.ones(rows),
        off_deg=off_deg,
        true_deg=rng.uniform(0, 90, (rows, JOINTS)),
        camera=np.tile([0.0, 0.0, 1.0], (rows, 1)),
        scene=np.repeat(np.arange(SCENES), 2 * FRAMES).astype(float),
        kind=np.zeros(rows),
    )


@pytest.fixture(scope="module")
def learnt():
    return learn(made_up())


def test_errors_that_can_be_known_are_learnt(learnt):
    assert (learnt.error_deg < 0.4 * learnt.raw_error_deg).all()


def test_left_and_right_are_learnt(learnt):
    assert learnt.named_rightly > 0.95


def test_the_line_puts_its_zero_between_right_and_wrong_names():
    """However rare the wrong ones are."""
    rng = np.random.default_rng(1)
    odds = np.concatenate([rng.normal(6, 1.5, 2000), rng.normal(1, 1.5, 60)])
    offset, slope = naming_line(odds, np.arange(2060) < 2000)
    assert slope > 0
    assert -offset / slope == pytest.approx(3.5, abs=0.4)
