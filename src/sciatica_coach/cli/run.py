"""`sciatica-coach run`: starts the app and opens the browser."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from sciatica_coach.cli.exit_code import ExitCode
from sciatica_coach.errors import CoachError
from sciatica_coach.paths import ROOT
from sciatica_coach.scratch import sweep_scratch


def run(  # noqa: PLR0913, PLR0917  (each is an option)
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
    phone: Annotated[
        bool,
        typer.Option("--phone", help="Let a phone of the home network be the camera."),
    ] = False,
    clinic: Annotated[
        bool,
        typer.Option(
            "--clinic", help="Therapists sign in, patients come by a code: docs/clinic.md."
        ),
    ] = False,
    pin_file: Annotated[
        Path | None,
        typer.Option(help="File with the PIN of the kiosk's staff menu; else one is made up."),
    ] = None,
) -> None:
    """Start the app and open the browser."""
    if pin_file is not None and not kiosk:
        raise typer.BadParameter("goes with --kiosk.", param_hint="--pin-file")
    if phone and kiosk:
        raise typer.BadParameter("does not go with --kiosk.", param_hint="--phone")
    if clinic and kiosk:
        raise typer.BadParameter("does not go with --kiosk.", param_hint="--clinic")
    if kiosk and sys.platform != "linux":
        raise CoachError("the kiosk needs Linux; without --kiosk the app runs here.")
    sweep_scratch()
    try:
        if kiosk:
            _serve_kiosk(port, pin_file=pin_file, open_browser=not no_browser)
        else:
            _serve(port, open_browser=not no_browser, phone=phone, clinic=clinic)
    except KeyboardInterrupt:  # the way in which the app is ended
        with suppress(OSError):  # its terminal may have been closed
            print("\nSciatica Coach has ended. Goodbye.", flush=True)
        sys.exit(ExitCode.STOPPED)


def _serve_kiosk(port: int, *, pin_file: Path | None, open_browser: bool) -> None:
    from sciatica_coach.kiosk.running import run_kiosk

    run_kiosk(port=port, pin_file=pin_file, open_browser=open_browser)


def _serve(port: int, *, open_browser: bool, phone: bool, clinic: bool) -> None:
    from sciatica_coach.serving import serve

    serve(ROOT, port=port, open_browser=open_browser, phone=phone, clinic=clinic)
