"""The command line: `sciatica-coach COMMAND`, thin over the same functions as the library.

Exit codes: 0 done, 1 some input failed, 2 wrong use, 130 stopped by Ctrl-C. Errors go to stderr
as one sentence, never as a traceback (unless SCIATICA_COACH_TRACEBACK is set).
"""

import os
import shlex
import sys
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import TyperException

from sciatica_coach import __version__, crash_message
from sciatica_coach.capture.model import RECORDING_MODEL, Model
from sciatica_coach.capture.native_logs import natives_silenced
from sciatica_coach.errors import CoachError, RecordsError
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.paths import EXERCISES, ROOT, SAMPLES

if TYPE_CHECKING:
    from sciatica_coach.coaching.movement.baseline import Baseline
    from sciatica_coach.exercise.definition import Exercise

_FAILED, _STOPPED = 1, 130

app = typer.Typer(
    help="Watches three sciatica exercises through a camera, counts and corrects them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class SideOption(StrEnum):
    """The working side, or to find it out."""

    LEFT = "left"
    RIGHT = "right"
    AUTO = "auto"

    @property
    def side(self) -> Side | None:
        """None for auto."""
        return None if self is SideOption.AUTO else Side(self.value)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    try:
        code = app(args=arguments, standalone_mode=False, prog_name="sciatica-coach")
    except TyperException as error:
        return _complain(_usage(error), error.exit_code)
    except CoachError as error:
        return _complain(str(error), _FAILED)
    except KeyboardInterrupt:
        code = _STOPPED
    except BrokenPipeError:  # the reader of our output has left, as in `... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _FAILED
    except Exception as error:
        return _complain(crash_message.told(error), _FAILED)
    if code == _STOPPED:
        return _complain("stopped; what was finished before is kept.", code)
    return code if isinstance(code, int) else 0


def _usage(error: TyperException) -> str:
    message = error.format_message().replace("Value error, ", "")
    context = getattr(error, "ctx", None)
    if not message or context is None:
        return message
    return f"{message.rstrip('.')}; see {context.command_path} --help."


def _complain(sentence: str, code: int) -> int:
    if sentence:
        print(f"sciatica-coach: {sentence}", file=sys.stderr)
    return code


def _show_version(wanted: bool) -> None:
    if wanted:
        from sciatica_coach.safety.screening import load_screening

        print(f"Sciatica Coach {__version__}\n\n{load_screening().disclaimer.text}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Everything stays on this computer. Not a medical device: see --version."""


@app.command()
def run(
    port: Annotated[int, typer.Option(min=1024, max=65535, help="Where the pages are.")] = 8501,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open the browser.")
    ] = False,
    kiosk: Annotated[
        bool,
        typer.Option(
            "--kiosk", help="Full screen, for one visitor after the other: docs/kiosk.md."
        ),
    ] = False,
    pin_file: Annotated[
        Path | None,
        typer.Option(help="File with the PIN of the kiosk's staff menu; else one is made up."),
    ] = None,
) -> None:
    """Start the app and open the browser."""
    if kiosk:
        from sciatica_coach.kiosk.running import run_kiosk

        run_kiosk(port=port, pin_file=pin_file, open_browser=not no_browser)
        return
    if pin_file is not None:
        raise typer.BadParameter("goes with --kiosk.", param_hint="--pin-file")
    from sciatica_coach.serving import serve

    serve(ROOT, port=port, open_browser=not no_browser)


@app.command()
def analyse(  # noqa: PLR0913  # each is an option
    videos: Annotated[list[Path], typer.Argument(metavar="VIDEO...", show_default=False)],
    *,
    exercise: Annotated[str, typer.Option(metavar="ID", help="What is done in the videos.")],
    side: Annotated[SideOption, typer.Option(help="The working leg.")] = SideOption.AUTO,
    model: Annotated[
        Model, typer.Option(help="How much work per picture; full is more than twice as quick.")
    ] = RECORDING_MODEL,
    hold_s: Annotated[
        float | None, typer.Option(min=0, max=600, help="Seconds to hold, in place of the dose's.")
    ] = None,
    reps: Annotated[
        int | None, typer.Option(min=1, max=100, help="Repetitions, in place of the dose's.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the results; else beside each video.")
    ] = None,
    annotated: Annotated[
        bool, typer.Option("--annotated", help="Also write the video with the findings drawn on.")
    ] = False,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Videos analysed at a time.")] = 1,
    person: Annotated[
        str | None, typer.Option(metavar="NAME", help="Judge by this person's own range.")
    ] = None,
    person_at: Annotated[
        str | None,
        typer.Option(
            metavar="X,Y",
            help="Of several people, follow who is here when they are first seen together: shares "
            "of the picture's width and height, such as 0.4,0.6.",
        ),
    ] = None,
) -> None:
    """Analyse recorded videos: repetitions, holds, faults, angles."""
    from sciatica_coach.review.analyse import prescribed
    from sciatica_coach.review.batch import Wanted, tasks
    from sciatica_coach.review.terminal import analyse_all

    asked = _known(exercise)
    try:
        prescribed(asked, hold_s=hold_s, reps=reps)
    except ValueError as error:
        raise typer.BadParameter(
            "must be a number from 0 to 600.", param_hint="--hold-s"
        ) from error
    own = _own_ranges(person, asked) if person is not None else ()
    place = _place(person_at) if person_at is not None else None
    wanted = Wanted(asked, side.side, model, hold_s, reps, annotated, own, place)
    with natives_silenced():
        done = analyse_all(tasks(videos, wanted, out), jobs=jobs)
    raise typer.Exit(0 if done else _FAILED)


def _place(written: str) -> tuple[float, float]:
    """A place in the picture, as shares of its width and height."""
    try:
        x, y = (float(part) for part in written.split(","))
    except ValueError:
        x = y = -1.0
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise typer.BadParameter(
            "must be two numbers from 0 to 1, such as 0.4,0.6.", param_hint="--person-at"
        )
    return x, y


def _known(exercise: str) -> "Exercise":
    """The exercise with this id."""
    from sciatica_coach.exercise.catalog import load_exercises

    exercises = load_exercises()
    if exercise not in exercises:
        raise typer.BadParameter(
            f"there is no exercise {exercise!r}; the known ones are {', '.join(exercises)}.",
            param_hint="--exercise",
        )
    return exercises[exercise]


def _named(person: str) -> str:
    from sciatica_coach.records.person import person_name

    try:
        return person_name(person)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.", param_hint="--person") from error


def _own_ranges(person: str, exercise: "Exercise") -> "tuple[Baseline, ...]":
    """The person's own ranges in an exercise; a stranger is told to be one."""
    from sciatica_coach.records.store import Records

    name = _named(person)
    own = [each for each in Records().baselines(name) if each.exercise == exercise.id]
    if not own:
        print(
            f"sciatica-coach: nothing is kept of {name!r} for {exercise.id}: the usual target is "
            "used. Measure the own range with: sciatica-coach baseline.",
            file=sys.stderr,
        )
    return tuple(own)


@app.command()
def baseline(  # noqa: PLR0913  # each is an option
    video: Annotated[Path, typer.Argument(metavar="VIDEO", show_default=False)],
    *,
    exercise: Annotated[str, typer.Option(metavar="ID", help="What is done in the video.")],
    person: Annotated[str, typer.Option(metavar="NAME", help="Whose own range it is.")],
    side: Annotated[SideOption, typer.Option(help="The working leg.")] = SideOption.AUTO,
    model: Annotated[
        Model, typer.Option(help="How much work per picture; full is more than twice as quick.")
    ] = RECORDING_MODEL,
    day: Annotated[
        datetime | None,
        typer.Option(
            "--date", metavar="DATE", formats=["%Y-%m-%d"], help="When it was filmed; else today."
        ),
    ] = None,
) -> None:
    """Measure a person's own range from a video, and keep it on this computer.

    In the video the person rests, goes as far as is comfortable, stays there for a second or two,
    and comes back; twice. analyse --person NAME then judges by it.
    """
    from sciatica_coach.records.store import Records
    from sciatica_coach.review.terminal import baseline_of_video

    asked, name, records = _known(exercise), _named(person), Records()
    before = records.baselines(name)  # a damaged file is told before the work is done
    with natives_silenced():
        measured = baseline_of_video(
            video, asked, (day or datetime.now()).date(), side.side, model, before
        )
    if measured is None:
        raise typer.Exit(_FAILED)
    records.keep(name, [measured])
    print(f"Kept for {name}. Delete it with: sciatica-coach forget --person {shlex.quote(name)}")


@app.command()
def forget(
    person: Annotated[str, typer.Option(metavar="NAME", help="Whose records are deleted.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete all that is kept of a person, for good."""
    from sciatica_coach.records.store import Records

    name = _named(person)
    if not yes and not _agrees(f"Delete all that is kept of {name}, for good?"):
        print("Nothing was deleted.")
        return
    if not Records().forget(name):
        raise RecordsError(f"nothing is kept of {name!r}.")
    print(f"All that was kept of {name} is deleted.")


def _agrees(question: str) -> bool:
    """Whether somebody is there who says yes."""
    try:
        return typer.confirm(question)
    except typer.Abort:
        print("\nNobody answered; give --yes to delete without being asked.", file=sys.stderr)
        return False


@app.command()
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE...]", show_default=False)
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema for editors instead.")
    ] = False,
) -> None:
    """Validate exercise definitions: those given, or all that are shipped, and the languages.

    Each one must count three ideal repetitions of each of its movements as exactly three. A
    language must have every text that people read or hear.
    """
    if schema:
        from sciatica_coach.exercise.catalog import schema_text

        print(schema_text(), end="")
        return
    paths = [path for given in files or [EXERCISES] for path in _definitions(given)]
    if not paths:
        print("there is no exercise file (*.toml) in this folder.", file=sys.stderr)
    problems = [problem for path in paths if (problem := _problem(path))]
    if not files and not problems:
        problems += _language_problems()
    for problem in problems:
        print(problem, file=sys.stderr)
    raise typer.Exit(_FAILED if problems or not paths else 0)


def _problem(path: Path) -> str | None:
    """What is wrong with an exercise file; None, and a line that says so, if it is in order."""
    from sciatica_coach.coaching.ideal import contradictions
    from sciatica_coach.exercise.catalog import load_exercise

    try:
        exercise = load_exercise(path)
    except CoachError as error:
        return str(error)
    if found := contradictions(exercise):
        return "\n  ".join([f"{path}:", *found])
    print(f"{path}: {exercise.name}, {len(exercise.rules)} rules: in order")
    return None


def _language_problems() -> list[str]:
    """What is wrong with the languages' files; a line for each that is in order."""
    from sciatica_coach.language.catalog import read_language
    from sciatica_coach.texts import language_problems

    try:
        found = language_problems()
    except CoachError as error:
        return [str(error)]
    for path in (path for path, problems in found.items() if not problems):
        print(f"{path}: {read_language(path).name}: in order")
    return ["\n  ".join([f"{path}:", *problems]) for path, problems in found.items() if problems]


def _definitions(given: Path) -> list[Path]:
    return sorted(given.glob("*.toml")) if given.is_dir() else [given]


@app.command()
def texts(
    add: Annotated[
        str | None, typer.Option(metavar="CODE", help="Begin a new language, such as fr.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="What its speakers call it, such as Français.")
    ] = None,
) -> None:
    """Bring the languages' files up to date: new texts empty, dead ones gone."""
    from sciatica_coach.language.catalog import TEXTS
    from sciatica_coach.texts import begin, language_problems, renew

    if bool(add) != bool(name):
        raise typer.BadParameter("give both --add and --name.")
    if add and name:
        begin(add, name)
    for path in sorted(TEXTS.glob("*.po")):
        renew(path)
    for path, problems in language_problems().items():
        print(f"{path}: {len(problems)} texts to translate or to mend; check names them")


@app.command()
def doctor() -> None:
    """Tell what works on this machine and what does not."""
    from sciatica_coach.doctor import Health, examine

    signs = {Health.WORKS: "  works ", Health.LIMITED: "  note  ", Health.BROKEN: "  FAILS "}
    broken = 0
    with natives_silenced():
        for finding in examine():
            broken += finding.health is Health.BROKEN
            print(f"{signs[finding.health]} {finding.what}: {finding.told}.", flush=True)
    verdict = "The coach cannot work here yet." if broken else "The coach works on this machine."
    print(f"\n{verdict}")
    raise typer.Exit(_FAILED if broken else 0)


@app.command()
def bench(
    clips: Annotated[
        Path | None,
        typer.Option("--set", help="Folder of clips with a NAME.truth.json beside each."),
    ] = None,
    photos: Annotated[
        Path | None,
        typer.Option(help="Folder of annotated photographs of people with a truth.json, instead."),
    ] = None,
    model: Annotated[Model, typer.Option(help="How much work per picture.")] = Model.FULL,
    json: Annotated[
        Path | None, typer.Option("--json", help="Also write the figures here.")
    ] = None,
    speed: Annotated[bool, typer.Option(help="Also measure the speed.")] = True,
) -> None:
    """Measure accuracy on the sample clips or a set of yours, and speed beside a bare pose loop.

    With --photos, on photographs of real people instead: every angle beside the pose model alone.
    """
    from sciatica_coach.evaluation.photo_terminal import bench_photos
    from sciatica_coach.evaluation.terminal import bench_all

    if clips and photos:
        raise typer.BadParameter(
            "cannot go with --set: measure one after the other.", param_hint="--photos"
        )
    with natives_silenced():
        try:
            if photos:
                bench_photos(photos, model, json)
            else:
                bench_all(clips or SAMPLES, model, json, speed=speed)
        except CoachError as error:
            print(f"sciatica-coach: {error}", file=sys.stderr)
            raise typer.Exit(_FAILED) from error


if __name__ == "__main__":
    sys.exit(main())
