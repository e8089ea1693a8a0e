"""The server is killed in the middle of a set and started again: the person goes on."""

import json

import pytest
from websockets.sync.client import ClientConnection, connect

from sciatica_coach.live.protocol import Capture, pack_capture
from sciatica_coach.live.visit_store import VisitStore
from sciatica_coach.live.visits import Visit, Visits
from sciatica_coach.paths import STATE_VARIABLE
from tests.browser.driving import App, free_port, running_app
from tests.live.network import REPS, pictures, plan_of

pytestmark = pytest.mark.browser  # no browser, but the whole app twice

CLIP = "knee_to_chest_side.mp4"


@pytest.fixture
def visit(tmp_path, monkeypatch) -> Visit:
    """A visit whose set has been begun, as a server before has left it."""
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path))
    visits = Visits(keeper=VisitStore())
    visit = visits.open()
    visit.has_accepted = True
    visit.begin(plan_of(CLIP))
    visits.keep(visit)
    return visit


def test_repetitions_are_counted_on_after_kill_9(visit):
    port = free_port()
    frames = iter(pictures(CLIP))
    with running_app(port=port) as app, connected(app, visit) as socket:
        first = watched(socket, frames, reps=1)
        watched(socket, frames, frames_more=5)
        app.kill()
    with running_app(port=port) as app, connected(app, visit) as socket:
        second = watched(socket, frames, frames_more=1)
        last = watched(socket, frames)
    assert first["reps"] == second["reps"] == 1
    assert (last["reps"], last["attempts"], last["session_phase"]) == (REPS, 0, "finished")


def connected(app: App, visit: Visit) -> ClientConnection:
    return connect(
        f"ws://127.0.0.1:{app.port}/live/{visit.token}",
        origin=f"http://127.0.0.1:{app.port}",
        max_size=None,
        compression=None,
    )


def watched(
    socket: ClientConnection, frames, *, reps: int | None = None, frames_more: int | None = None
) -> dict:
    """Show frames, each when the one before was answered, until so many repetitions or frames."""
    told: dict = {}
    for number, (time_s, jpeg) in enumerate(frames, start=1):
        socket.send(pack_capture(Capture(round(time_s * 1000) + 1, time_s, jpeg)))
        while told.get("kind") != "update" or told["sequence"] <= round(time_s * 1000):
            told = json.loads(socket.recv(timeout=120))
        if number == frames_more or (reps is not None and told["reps"] >= reps):
            break
    return told
