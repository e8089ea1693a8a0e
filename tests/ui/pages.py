"""The pages without a browser: Streamlit's own test runner on the script of the app."""

from streamlit.testing.v1 import AppTest

from sciatica_coach.live.session import LiveSession
from sciatica_coach.live.visits import Visit
from sciatica_coach.safety.screening import Answer, load_screening
from sciatica_coach.ui.hosting import MAIN_SCRIPT, VISITS
from tests.live.scene import Opener, captures, session, show

SCREENING = load_screening()


def opened(page: str | None = None) -> AppTest:
    app = AppTest.from_file(str(MAIN_SCRIPT), default_timeout=60)
    app.run()
    if page is not None:
        app.switch_page(page).run()
    return app


def visit_of(app: AppTest) -> Visit:
    found = VISITS.find(app.session_state["visit_token"])
    assert found is not None
    return found


def click(app: AppTest, label: str) -> None:
    """Press the button with this label; a page that breaks is a failure."""
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def pick(app: AppTest, key: str, value: object) -> None:
    app.button_group(key=key).set_value(value)


def welcomed() -> AppTest:
    app = opened()
    click(app, "I understand")
    return app


def asked() -> AppTest:
    """Up to the questions before the first set."""
    app = welcomed()
    click(app, "Figure-4")
    click(app, "Start")
    return app


def answer(app: AppTest, *, leg: int | None = 3, **answers: Answer | None) -> None:
    """Every question with no, but for those given."""
    for question in SCREENING.questions:
        said = answers.get(question.id, Answer.NO)
        if said is not None:
            pick(app, f"sign-{question.id}", said)
    if leg is not None:
        feel(app, "before", leg=leg)
    click(app, "Go on")


def with_a_set_done(end_s: float | None = None) -> AppTest:
    """Up to the summary: of three repetitions, or of the set's first seconds."""
    app = asked()
    answer(app)
    click(app, "Start the exercise")
    visit = visit_of(app)
    visit.live = played(end_s=end_s)
    visit.live.finish()
    app.run()
    assert not app.exception
    return app


def feel(app: AppTest, key: str, *, leg: int = 3, back: int = 2, lowest: str = "thigh") -> None:
    pick(app, f"{key}-pain-leg", leg)
    pick(app, f"{key}-pain-back", back)
    pick(app, f"{key}-pain-lowest", lowest)


def words(app: AppTest) -> str:
    """Everything that is written on the page."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error")
    return "\n".join(str(each.value) for kind in kinds for each in app.get(kind))


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def played(*, end_s: float | None = None) -> LiveSession:
    """A set that the stick figure has done."""
    live = session(Opener())
    lease = live.take_over()
    for capture in captures() if end_s is None else captures(end_s=end_s):
        show(live, lease, capture)
    return live
