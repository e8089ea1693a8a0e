"""Count the repetitions of a video: python examples/count_repetitions.py VIDEO EXERCISE HOLD_S."""

import sys

from sciatica_coach import Model, analyse

video, exercise, hold_s = sys.argv[1:]
record = analyse(video, exercise, model=Model.FULL, hold_s=float(hold_s)).result.record
for rep in record.reps:
    kind = "complete" if rep.complete else "attempt"
    print(f"{rep.start_s:5.1f} s  {rep.side} leg, {kind}, held for {rep.hold_s:.1f} s")
print(f"{record.complete_reps} complete repetitions, {record.reps_asked} were asked for")
