"""`sciatica-coach therapist`: who may sign in at a clinic's coach."""

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sciatica_coach.cli.terminal import tell_stderr
from sciatica_coach.errors import CoachError
from sciatica_coach.visible_text import visible

if TYPE_CHECKING:
    from sciatica_coach.records.therapists import Identity, ListedTherapist, Therapists

app = typer.Typer(help="Who may sign in at a clinic's coach: docs/clinic.md.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The therapist's name.")]
_LONGEST_PIN = 1000


@app.command()
def add(
    name: Name,
    email: Annotated[
        str | None,
        typer.Option(help="Verified address at the identity provider: binds at the first sign-in."),
    ] = None,
    issuer: Annotated[str | None, typer.Option(help="The identity provider's issuer.")] = None,
    subject: Annotated[str | None, typer.Option(help="Who it is for that provider.")] = None,
) -> None:
    """Let a therapist sign in: by a PIN that is asked for, or at the identity provider."""
    identity = _identity(issuer, subject)
    pin = _asked_pin() if email is None and identity is None else None
    try:
        _therapists().add(name, pin=pin, identity=identity, email=email)
    except ValueError as error:
        raise CoachError(f"{error}.") from error
    print(f"{visible(name)} may sign in.")


@app.command(name="list")
def list_therapists() -> None:
    """Who may sign in, and how."""
    listed = _therapists().all()
    if not listed:
        print("Nobody may sign in yet: sciatica-coach therapist add NAME.")
    for each in listed:
        print(_line(each))


@app.command()
def disable(name: Name) -> None:
    """Let a therapist in no more; who is in is out with the next thing they do."""
    _therapists().disable(name)
    print(f"{visible(name)} may not sign in any more. Their patients are kept.")


@app.command()
def enable(name: Name) -> None:
    """Let a therapist in again."""
    _therapists().enable(name)
    print(f"{visible(name)} may sign in.")


@app.command(name="hand-over")
def hand_over(
    name: Name,
    to: Annotated[str, typer.Argument(metavar="OTHER", help="Who looks after them from now on.")],
) -> None:
    """Give all patients of a therapist who has left to another one."""
    from sciatica_coach.records.access import hand_all_over
    from sciatica_coach.records.opening import open_records

    therapists = _therapists()
    given = hand_all_over(open_records(), therapists.id_of(name), therapists.id_of(to))
    print(f"{_patients(given)} of {visible(name)} handed over to {visible(to)}.")


@app.command()
def pin(name: Name) -> None:
    """Set another PIN, which is asked for; a wait after wrong ones ends."""
    try:
        _therapists().set_pin(name, _asked_pin())
    except ValueError as error:
        raise CoachError(f"{error}.") from error
    print(f"The PIN of {visible(name)} is changed.")


def _therapists() -> "Therapists":
    from sciatica_coach.records.opening import open_records
    from sciatica_coach.records.therapists import Therapists

    return Therapists(open_records())


def _identity(issuer: str | None, subject: str | None) -> "Identity | None":
    from sciatica_coach.records.therapists import Identity

    if issuer is None and subject is None:
        return None
    if not issuer or not subject:
        raise typer.BadParameter("--issuer and --subject go together.", param_hint="--issuer")
    return Identity(issuer, subject)


def _asked_pin() -> str:
    """From the terminal, twice and unseen; or the first line of what is piped in.

    It is no argument: those are seen by others on this computer, and kept by shells.
    """
    if not sys.stdin.isatty():
        return sys.stdin.readline(_LONGEST_PIN).rstrip("\r\n")
    while True:
        first = getpass.getpass("PIN of 6 digits or more, or a pass phrase: ")
        if getpass.getpass("The same again: ") == first:
            return first
        tell_stderr("They differ.")


def _line(listed: "ListedTherapist") -> str:
    ways = ["PIN"] if listed.has_pin else []
    if listed.issuer:
        ways.append(f"{listed.subject} at {listed.issuer}")
    if listed.email:
        ways.append(f"invited as {listed.email}")
    state = "may not sign in" if listed.disabled_at else ", ".join(ways)
    return visible(f"{listed.therapist.name}: {state}; {_patients(listed.patients)}")


def _patients(number: int) -> str:
    return "1 patient" if number == 1 else f"{number} patients"
