"""What the command says of the machine."""

from tests.cli.calling import call


def test_doctor_tells_what_works(capsys):
    code, out, _ = call(capsys, "doctor")
    assert code == 0
    told = "\n".join(out)
    for what in ("Python", "mediapipe", "Model full", "Camera", "Disk", "http://localhost"):
        assert what in told
    assert out[-1] == "The coach works on this machine."


def test_doctor_fails_without_a_model(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("sciatica_coach.capture.model.MODELS", tmp_path)
    code, out, _ = call(capsys, "doctor")
    assert code == 1
    assert sum("FAILS" in line and "is missing" in line for line in out) == 3
    assert out[-1] == "The coach cannot work here yet."
