"""The command line: `sciatica-coach COMMAND`, thin over the same functions as the library.

Each command stands in a module of its own. A command imports what it needs when it runs, so that
no command loads MediaPipe, OpenCV or Streamlit without need.

Exit codes: 0 done, 1 some input failed, 2 wrong use, 130 stopped by Ctrl-C or by a request to end.
Errors go to stderr as one sentence, never as a traceback (unless SCIATICA_COACH_TRACEBACK is set).
"""

import errno
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import TyperException

from sciatica_coach.capture.memory import limit_arenas
from sciatica_coach.cli import (
    analyse,
    audit,
    backup,
    baseline,
    bench,
    check,
    doctor,
    forget,
    restore,
    retention,
    run,
    texts,
    therapist,
)
from sciatica_coach.cli.ending import EndRequests
from sciatica_coach.cli.exit_code import ExitCode
from sciatica_coach.cli.options import EXERCISE_IDS
from sciatica_coach.cli.terminal import (
    abandon_stdout,
    complain,
    prepare_streams,
    stdout_error,
    tell_stderr,
)
from sciatica_coach.crash_message import crash_message
from sciatica_coach.errors import CoachError, DefinitionError
from sciatica_coach.version import __version__
from sciatica_coach.visible_text import visible

app = typer.Typer(
    help="Watches three sciatica exercises through a camera, counts and corrects them.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for _command, _example in (
    (run.run, None),
    (analyse.analyse, analyse.EXAMPLE),
    (baseline.baseline, baseline.EXAMPLE),
    (forget.forget, None),
    (audit.audit, None),
    (backup.backup, backup.EXAMPLE),
    (restore.restore, restore.EXAMPLE),
    (retention.retention, retention.EXAMPLE),
    (check.check, None),
    (texts.texts, None),
    (doctor.doctor, None),
    (bench.bench, None),
):
    app.command(epilog=_example)(_command)
app.add_typer(therapist.app, name="therapist")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    prepare_streams()
    limit_arenas()
    requests = EndRequests()
    try:
        with requests.obeyed():
            code = _run(arguments, requests)
    except KeyboardInterrupt:  # in the moment in which all was done
        code = _tell_stopped()
    return _written_out(code)


def _run(arguments: Sequence[str] | None, requests: EndRequests) -> int:
    try:
        code = app(args=arguments, standalone_mode=False, prog_name="sciatica-coach")
    except KeyboardInterrupt:
        code = ExitCode.STOPPED
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else ExitCode.DONE
    except Exception as error:
        code = ExitCode.STOPPED if requests.has_come else _tell_error(error)
    if code == ExitCode.STOPPED:
        return _tell_stopped()
    return code if isinstance(code, int) else ExitCode.DONE


def _tell_error(error: Exception) -> int:
    """Tell what went wrong; the exit code."""
    if isinstance(error, TyperException):
        return _complain(_usage(error), error.exit_code)
    if isinstance(error, DefinitionError):  # names each problem on a line of its own
        tell_stderr(f"sciatica-coach: {error}")
    elif isinstance(error, CoachError):
        complain(str(error))
    elif isinstance(error, OSError) and (lost := stdout_error(by_writing=True)):
        _tell_lost(lost)
    else:
        complain(crash_message(error))
    return ExitCode.FAILED


def _written_out(code: int) -> int:
    """Write out what was printed; say so if that fails."""
    lost = stdout_error()
    if lost is None:
        return code
    _tell_lost(lost)
    return code or ExitCode.FAILED


def _tell_lost(error: OSError) -> None:
    """Tell that what was printed is lost, unless its reader has left, as in `... | head`."""
    abandon_stdout()
    if error.errno != errno.EPIPE:
        complain(
            "standard output cannot be written to, and what was to be shown there is lost "
            f"({error.strerror}); files that were to be written are there."
        )


def _usage(error: TyperException) -> str:
    message = visible(error.format_message()).replace("Value error, ", "")
    context, option = getattr(error, "ctx", None), getattr(error, "param", None)
    if option is not None and option.name == "exercise" and message.startswith("Missing"):
        message = f"{message.rstrip('.')}: one of {', '.join(EXERCISE_IDS)}"
    if not message or context is None:
        return message
    return f"{message.rstrip('.')}; see {context.command_path} --help."


def _tell_stopped() -> int:
    return _complain("stopped; what was finished before is kept.", ExitCode.STOPPED)


def _complain(sentence: str, code: int) -> int:
    if sentence:
        complain(sentence)
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
