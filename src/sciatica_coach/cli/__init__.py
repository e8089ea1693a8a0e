"""The command line: `sciatica-coach COMMAND`, thin over the same functions as the library.

Each command stands in a module of its own. A command imports what it needs when it runs, so that
no command loads MediaPipe, OpenCV or Streamlit without need.

Exit codes: 0 done, 1 some input failed, 2 wrong use, 130 stopped by Ctrl-C. Errors go to stderr
as one sentence, never as a traceback (unless SCIATICA_COACH_TRACEBACK is set).
"""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import TyperException

from sciatica_coach.cli import analyse, baseline, bench, check, doctor, forget, run, texts
from sciatica_coach.cli.exit_code import ExitCode
from sciatica_coach.crash_message import crash_message
from sciatica_coach.errors import CoachError
from sciatica_coach.version import __version__

app = typer.Typer(
    help="Watches three sciatica exercises through a camera, counts and corrects them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for _command in (
    run.run,
    analyse.analyse,
    baseline.baseline,
    forget.forget,
    check.check,
    texts.texts,
    doctor.doctor,
    bench.bench,
):
    app.command()(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    try:
        code = app(args=arguments, standalone_mode=False, prog_name="sciatica-coach")
    except TyperException as error:
        return _complain(_usage(error), error.exit_code)
    except CoachError as error:
        return _complain(str(error), ExitCode.FAILED)
    except KeyboardInterrupt:
        code = ExitCode.STOPPED
    except BrokenPipeError:  # the reader of our output has left, as in `... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.FAILED
    except Exception as error:
        return _complain(crash_message(error), ExitCode.FAILED)
    if code == ExitCode.STOPPED:
        return _complain("stopped; what was finished before is kept.", code)
    return code if isinstance(code, int) else ExitCode.DONE


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
