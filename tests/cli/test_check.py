"""Exercise definitions and languages checked."""

from sciatica_coach.language.catalog import TEXTS
from sciatica_coach.paths import EXERCISES
from sciatica_coach.texts import begin
from tests.cli.calling import call


def test_check_finds_the_shipped_definitions_in_order(capsys):
    code, out, err = call(capsys, "check")
    assert (code, err) == (0, [])
    languages = len(list(TEXTS.glob("*.po")))
    assert len(out) == len(list(EXERCISES.glob("*.toml"))) + languages
    assert "Español: in order" in out[-1]


def test_check_tells_what_a_language_lacks(capsys, tmp_path, monkeypatch):
    begin("xx", "Xx", tmp_path)
    monkeypatch.setattr("sciatica_coach.texts.TEXTS", tmp_path)
    code, _, err = call(capsys, "check")
    assert code == 1
    assert "xx.po:" in err[0]
    assert '"Sit tall.": has no translation' in "\n".join(err)


def test_check_tells_every_problem_of_every_file(capsys, tmp_path):
    good = EXERCISES / "figure-4.toml"
    broken = tmp_path / "figure-4.toml"
    text = good.read_text(encoding="utf-8")
    broken.write_text(text.replace('position = "supine"', 'position = "floating"\nmood = 1'))
    code, out, err = call(capsys, "check", broken, good, tmp_path / "missing.toml")
    assert code == 1
    assert len(out) == 1
    told = "\n".join(err)
    assert "position" in told
    assert "floating" in told
    assert "mood: unknown key" in told
    assert "missing.toml" in told


def test_check_of_an_empty_folder(capsys, tmp_path):
    code, _, err = call(capsys, "check", tmp_path)
    assert code == 1
    assert "no exercise file" in err[0]


def test_check_shows_odd_names_whole_and_harmless(capsys, tmp_path):
    good = EXERCISES / "figure-4.toml"
    odd = tmp_path / "\x1b[2J [b]\udcff.toml"
    odd.write_bytes(good.read_bytes())
    code, out, err = call(capsys, "check", odd, tmp_path / "\x07.toml")
    told = "\n".join([*out, *err])
    assert code == 1
    assert r"\x1b[2J [b]\xff.toml" in told
    assert r"\x07.toml" in told
    assert "\x1b" not in told
    assert "\x07" not in told
