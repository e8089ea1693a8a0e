"""`sciatica-coach run`: starts the app and opens the browser."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from sciatica_coach.errors import CoachError
from sciatica_coach.paths import ROOT


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
    phone: Annotated[
        bool,
        typer.Option("--phone", help="Let a phone of the home network be the camera."),
    ] = False,
    pin_file: Annotated[
        Path | None,
        typer.Option(help="File with the PIN of the kiosk's staff menu; else one is made up."),
    ] = None,
) -> None:
    """Start the app and open the browser."""
    if phone and kiosk:
        raise typer.BadParameter("does not go with --kiosk.", param_hint="--phone")
    if kiosk:
        if sys.platform != "linux":
            raise CoachError("the kiosk needs Linux; without --kiosk the app runs here.")
        from sciatica_coach.kiosk.running import run_kiosk

        run_kiosk(port=port, pin_file=pin_file, open_browser=not no_browser)
        return
    if pin_file is not None:
        raise typer.BadParameter("goes with --kiosk.", param_hint="--pin-file")
    from sciatica_coach.serving import serve

    serve(ROOT, port=port, open_browser=not no_browser, phone=phone)
