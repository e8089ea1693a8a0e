"""What native libraries write stays away from the terminal."""

import subprocess
import sys

NOISY = """
import os, sys
import numpy as np
from sciatica_coach.capture.mediapipe_pose import MediaPipePose, Model
from sciatica_coach.capture.native_logs import natives_silenced
from sciatica_coach.motion.pose import Frame
def use():
    with MediaPipePose(Model.LITE) as estimator:
        estimator.estimate(Frame(np.zeros((48, 64, 3), np.uint8), 0.0, 0))
if sys.argv[1] == "silenced":
    with natives_silenced():
        use()
        print("from python", file=sys.stderr)
        os.write(2, b"from a native library")
else:
    use()
print("afterwards", file=sys.stderr)
"""


def test_native_notes_are_kept_from_the_terminal():
    def stderr_of(how):
        done = subprocess.run(
            [sys.executable, "-c", NOISY, how], capture_output=True, text=True, check=True
        )
        return done.stderr.splitlines()

    assert stderr_of("silenced") == ["from python", "afterwards"]
    assert len(stderr_of("plain")) > 1
