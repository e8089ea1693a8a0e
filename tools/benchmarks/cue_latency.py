"""How soon a fault is told: `python -m tools.benchmarks.cue_latency --set DIR`.

DIR holds clips with a fault, rendered by the studio:
`python -m tools.studio clips ktc_other_leg_lifts f4_head_lifts f4_ankle_slips --out DIR`.
Each plays as the webcam of a real Chromium, with the number of the picture in its corner. A fault
begins when the true joints, measured as the coach measures, cross the limit of its rule; it is told
when the cue stands on the page, and by its tone. It must be told within the rule's dwell time and
0.3 s; the exit code is 1 if one is not.
"""

import argparse
import math
import sys
import tempfile
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from tests.browser.acting import images, packed
from tests.browser.driving import (
    CAMERA_FPS,
    App,
    choose,
    heard,
    opened_page,
    running_app,
    start,
)
from tests.browser.ears import Sound, listen, sounds

from sciatica_coach.coaching.feedback.speech_queue import SPACING_S
from sciatica_coach.coaching.feedback.utterance import Tone
from sciatica_coach.evaluation.truth import Truth, read_truth
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.language.catalog import ENGLISH
from sciatica_coach.motion.pose import Image
from tools.benchmarks.faults import TrueFault, true_faults

_READY_S, _STILL_S = 10.0, 6.0
_ALLOWED_S = 0.3
_MORE_REPS = 20
"""The set must not be over before the clip is."""
_BITS, _SQUARE_PX = 12, 8
_STAMPS = Path(__file__).with_name("stamps.js").read_text(encoding="utf-8")
_LEGS = {"left": "Left", "right": "Right"}


@dataclass(frozen=True)
class Delay:
    """How long after its start a fault was told."""

    shown_s: float
    """NaN if it was not."""
    heard_s: float
    waited: bool
    """Whether another cue was given so shortly before that this one had to wait."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", type=Path, required=True, help="folder of clips with their truth")
    folder_of_clips = parser.parse_args().set
    table = Table(title="From a fault to its cue")
    for head in ("clip", "fault", "dwell", "shown after", "tone after", ""):
        table.add_column(head, justify="right" if "after" in head or head == "dwell" else "left")
    well = True
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder)) as app:
        for path in sorted(folder_of_clips.glob("*.truth.json")):
            truth = read_truth(path)
            for fault in true_faults(path):
                delay = measured(app, truth, fault, Path(folder))
                allowed_s = fault.dwell_s + _ALLOWED_S
                kept = delay.waited or delay.shown_s <= allowed_s
                well = well and kept
                table.add_row(*_row(truth, fault, delay, "" if kept else f"over {allowed_s:g} s"))
    Console().print(table)
    return 0 if well and table.row_count else 1


def measured(app: App, truth: Truth, fault: TrueFault, folder: Path) -> Delay:
    """Play the clip to the coach, and look when the fault is told."""
    exercise = load_exercises()[truth.exercise or ""]
    camera = film(truth.clip, folder / f"{truth.name}.mjpeg")
    number = round((_READY_S + fault.start_s) * CAMERA_FPS)
    lasts_s = _READY_S + float(truth.time_s[-1]) + _STILL_S / 2
    with opened_page(camera=camera) as page:
        listen(page, "en-GB")
        page.add_init_script(_STAMPS)
        page.goto(app.url)
        hold_s = int(truth.hold_asked_s) if exercise.dose.hold_s else None
        choose(page, exercise.name, hold_s=hold_s, reps=_MORE_REPS, legs=_LEGS[truth.side or ""])
        start(page)
        last = math.floor(lasts_s * CAMERA_FPS)
        page.wait_for_function(
            "last => window.stamps.at(-1)?.number >= last", arg=last, timeout=120_000
        )
        began_s = moment(page.evaluate("window.stamps"), number)
        return _delay(heard(page), sounds(page, ENGLISH), fault, began_s)


def film(clip: Path, path: Path) -> Path:
    """A clip with rests around it and a number in the corner of each picture."""
    seen = list(images(clip))
    ready = repeat(seen[0], round(_READY_S * CAMERA_FPS))
    still = repeat(seen[-1], round(_STILL_S * CAMERA_FPS))
    with path.open("wb") as out:
        for number, image in enumerate(chain(ready, seen, still)):
            out.write(packed(_numbered(image, number)))
    return path


def _numbered(image: Image, number: int) -> Image:
    """The number as a row of squares, white for one, the lowest bit first."""
    marked = image.copy()
    for bit in range(_BITS):
        across = slice(bit * _SQUARE_PX, (bit + 1) * _SQUARE_PX)
        marked[:_SQUARE_PX, across] = 255 * (number >> bit & 1)
    return marked


def moment(stamps: list[dict], number: int) -> float:
    """When the camera took the picture with a number; the browser need not have shown it."""
    after = next(stamp for stamp in stamps if stamp["number"] >= number)
    early_s = (after["number"] - number) / CAMERA_FPS
    return float(after["at_s"]) - early_s


def _delay(
    updates: list[dict], all_heard: tuple[Sound, ...], fault: TrueFault, began_s: float
) -> Delay:
    cues = [(update["at_s"], update["cue"]) for update in updates if update["cue"]]
    shown = (at_s for at_s, cue in cues if cue["rule"] == fault.rule and at_s > began_s)
    shown_s = next(shown, math.nan) - began_s
    tones = (
        sound.at_s
        for sound in all_heard
        if sound.tone in (Tone.CORRECT, Tone.STOP) and sound.at_s > began_s
    )
    due_s = began_s + fault.dwell_s
    waited = any(
        due_s - SPACING_S < at_s < due_s and cue["rule"] not in (fault.rule, None)
        for at_s, cue in cues
    )
    return Delay(shown_s, next(tones, math.nan) - began_s, waited)


def _row(truth: Truth, fault: TrueFault, delay: Delay, verdict: str) -> tuple[str, ...]:
    note = "another cue came before it" if delay.waited else verdict
    times_s = (
        f"{fault.dwell_s:g} s",
        *(f"{s:.2f} s" if np.isfinite(s) else "never" for s in (delay.shown_s, delay.heard_s)),
    )
    return (truth.name, fault.rule, *times_s, note)


if __name__ == "__main__":
    sys.exit(main())
