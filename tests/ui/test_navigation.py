"""One page leads to another."""

from sciatica_coach.paths import DATA_VARIABLE
from tests.kept import known
from tests.ui.pages import click, welcomed


def test_home_leads_to_plan_and_progress(tmp_path, monkeypatch):
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    known("Ann")
    app = welcomed()
    click(app, "Ann")
    links = {each.proto.label: each.proto.page for each in app.get("page_link")}
    assert links["Make a plan of my own"] == "plan"
