"""`sciatica-coach therapist`: who may sign in is decided here, and no PIN is an argument."""

import io
import os
import pty
import subprocess
import sys

import pytest

from sciatica_coach.records.opening import open_records
from sciatica_coach.records.therapists import Identity, Therapists
from tests.cli.calling import call
from tests.records.clinic import made_clinic

PIN = "482915"


@pytest.fixture
def typed(kept, monkeypatch):
    """What is piped in."""

    def type_in(text):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return type_in


def therapists():
    return Therapists(open_records())


def test_a_therapist_is_added_with_a_pin_that_is_piped_in(capsys, typed):
    typed(f"{PIN}\n")
    assert call(capsys, "therapist", "add", "Mia") == (0, ["Mia may sign in."], [])
    assert therapists().by_pin("Mia", PIN)
    assert call(capsys, "therapist", "list")[1] == ["Mia: PIN; 0 patients"]


@pytest.mark.parametrize("pin", ["", "12345", "111111"])
def test_a_pin_that_is_guessed_soon_is_refused(capsys, typed, pin):
    typed(pin)
    code, _, err = call(capsys, "therapist", "add", "Mia")
    assert code == 1
    assert "choose a PIN" in err[0]
    assert therapists().all() == ()


def test_a_therapist_of_the_provider_needs_no_pin(capsys, kept):
    call(capsys, "therapist", "add", "Mia", "--email", "mia@practice.example")
    call(capsys, "therapist", "add", "Tom", "--issuer", "https://idp.example", "--subject", "7")
    assert call(capsys, "therapist", "list")[1] == [
        "Mia: invited as mia@practice.example; 0 patients",
        "Tom: 7 at https://idp.example; 0 patients",
    ]
    assert therapists().by_identity(Identity("https://idp.example", "7"))


def test_an_issuer_alone_is_nobody(capsys, kept):
    code, _, err = call(capsys, "therapist", "add", "Tom", "--issuer", "https://idp.example")
    assert code == 2
    assert "go together" in err[0]


def test_a_therapist_is_disabled_and_enabled(capsys, typed):
    typed(PIN)
    call(capsys, "therapist", "add", "Mia")
    assert call(capsys, "therapist", "disable", "mia")[0] == 0
    assert therapists().by_pin("Mia", PIN) is None
    assert call(capsys, "therapist", "list")[1] == ["Mia: may not sign in; 0 patients"]
    assert call(capsys, "therapist", "enable", "Mia")[0] == 0
    assert therapists().by_pin("Mia", PIN)


def test_a_pin_is_changed(capsys, typed):
    typed(PIN)
    call(capsys, "therapist", "add", "Mia")
    typed("another long one")
    assert call(capsys, "therapist", "pin", "Mia")[0] == 0
    assert therapists().by_pin("Mia", "another long one")


def test_a_stranger_is_said(capsys, typed):
    typed(PIN)
    for command in ("disable", "enable", "pin"):
        code, _, err = call(capsys, "therapist", command, "Nobody")
        assert (code, err) == (1, ["sciatica-coach: There is no therapist of that name."])


def test_on_a_terminal_it_is_asked_for_twice_and_never_shown(kept):
    command = [sys.executable, "-m", "sciatica_coach.cli", "therapist", "add", "Mia"]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    told = b""
    for prompt in (b"phrase: ", b"again: "):
        while not told.endswith(prompt):
            told += os.read(ours, 1000)
        os.write(ours, f"{PIN}\n".encode())
    while b"may sign in" not in told:
        told += os.read(ours, 1000)
    assert process.wait(30) == 0
    assert PIN.encode() not in told
    assert therapists().by_pin("Mia", PIN)


def test_the_patients_of_who_has_left_are_handed_over(capsys, kept):
    made_clinic(open_records())
    call(capsys, "therapist", "disable", "Mia")
    code, out, _ = call(capsys, "therapist", "hand-over", "Mia", "Tom")
    assert (code, out) == (0, ["2 patients of Mia handed over to Tom."])
    assert call(capsys, "therapist", "list")[1][1] == "Tom: PIN; 3 patients"
