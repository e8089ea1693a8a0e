"""Check an exercise of your own, and try it on a video: python examples/own_exercise.py [VIDEO].

The exercise is the file gentle-knee-to-chest.toml beside this program.
"""

import sys
from pathlib import Path

from sciatica_coach import ExerciseFileError, Model, analyse, load_exercise
from sciatica_coach.coaching.ideal import contradictions

FILE = Path(__file__).with_name("gentle-knee-to-chest.toml")

try:
    exercise = load_exercise(FILE)
except ExerciseFileError as error:
    sys.exit(str(error))  # every problem of the file, one a line

# Three ideal repetitions must count as three, or the figures of the file contradict each other.
problems = contradictions(exercise)
print("\n".join(problems) or f"{exercise.name}: in order")

for video in sys.argv[1:]:
    record = analyse(video, exercise, model=Model.FULL, hold_s=1.0).result.record
    print(f"{video}: {record.complete_reps} complete repetitions")
