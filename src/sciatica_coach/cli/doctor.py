"""`sciatica-coach doctor`: says what works on this machine."""

import typer

from sciatica_coach.cli.exit_code import ExitCode
from sciatica_coach.cli.terminal import quiet_natives


def doctor() -> None:
    """Tell what works on this machine and what does not."""
    from sciatica_coach.cli.machine_check import Health, examine

    marks = {Health.WORKS: "  works ", Health.LIMITED: "  note  ", Health.BROKEN: "  FAILS "}
    broken = 0
    with quiet_natives():
        for finding in examine():
            broken += finding.health is Health.BROKEN
            print(f"{marks[finding.health]} {finding.subject}: {finding.text}.", flush=True)
    verdict = "The coach cannot work here yet." if broken else "The coach works on this machine."
    print(f"\n{verdict}")
    raise typer.Exit(ExitCode.FAILED if broken else ExitCode.DONE)
