"""Coach a set from OpenCV, without the pages: python examples/coach_live.py SOURCE EXERCISE HOLD_S.

SOURCE is a video file, or the number of a camera, such as 0. Ctrl-C ends the set.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import cv2
import numpy as np

from sciatica_coach import Coach, Frame, Update, load_exercises
from sciatica_coach.capture.mediapipe_pose import MediaPipePose


def frames(source: str) -> Iterator[Frame]:
    """The pictures of a camera or a file, each with the time at which it was taken."""
    is_camera = source.isdigit()
    capture = cv2.VideoCapture(int(source) if is_camera else source)
    began_s, index = time.monotonic(), 0
    while True:
        is_read, image = capture.read()
        if not is_read:
            break
        position_s = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000  # of this picture in a file
        time_s = time.monotonic() - began_s if is_camera else position_s
        yield Frame(np.asarray(image, dtype=np.uint8), time_s, index)
        index += 1
    capture.release()


def news(before: Update | None, now: Update) -> Iterator[str]:
    """What is worth a line: a new cue, and a repetition that has ended."""
    if now.cue is not None and (before is None or now.cue != before.cue):
        yield f"cue: {now.cue.text}"
    if now.ended is not None:
        yield f"count: {now.reps} of {now.reps_asked}, attempts: {now.attempts}"


source, exercise_id, hold_s = sys.argv[1:]
exercise = load_exercises()[exercise_id]
coach = Coach(exercise, dose=exercise.dose.model_copy(update={"hold_s": float(hold_s)}))
before = None
with MediaPipePose() as estimator, suppress(KeyboardInterrupt):
    for frame in frames(source):
        update = coach.step(estimator.estimate(frame), time_s=frame.time_s)
        for line in news(before, update):
            print(f"{frame.time_s:5.1f} s  {line}", flush=True)
        before = update
print(f"{coach.finish().complete_reps} complete repetitions")
