"""What a browser lets a page do: all that a visit needs, and nothing of anybody else."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import App, choose, opened_page, settled

pytestmark = pytest.mark.browser

RESULT = "This is what the coach saw in the sample clip."
FOREIGN_PAGE = b"""<!doctype html><title>foreign</title><script>
window.outcomes = (async (coach) => {
  document.cookie = "sciatica_coach_visit=planted.planted; path=/";
  const socketTo = (path) => new Promise((resolve) => {
    const socket = new WebSocket(coach.replace("http", "ws") + path);
    socket.onopen = () => resolve("open");
    socket.onerror = () => resolve("refused");
  });
  const read = (path, how) => fetch(coach + path, how).then(() => "read", () => "refused");
  const shown = (name, path) => new Promise((resolve) => {
    const element = document.createElement(name);
    element.onload = () => resolve("loaded");
    element.onerror = () => resolve("refused");
    element.src = coach + path;
    document.body.append(element);
  });
  return {
    stream: await socketTo("/_stcore/stream"),
    live: await socketTo("/live/x"),
    health: await read("/_stcore/health", { credentials: "include" }),
    picture: await shown("img", "/coach-pictures/seated_left.svg"),
    script: await shown("script", "/coach-modules/page.js"),
    upload: await read("/_stcore/upload_file/x/y", { method: "PUT", body: "x" }),
    cookies: document.cookie,
  };
})(new URLSearchParams(location.search).get("coach"));
</script>"""
"""What somebody tries from another port of the same name, which shares cookies with ours."""

INJECTED = """async () => {
  const refused = [];
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    refused.push(`${effectiveDirective} ${blockedURI}`));
  const place = document.createElement("div");
  document.body.append(place);
  place.innerHTML = `<img src="https://evil.example/p.png"><iframe src="https://evil.example">
    </iframe><img src="data:," onerror="window.hasRun = true"><base href="https://evil.example">
    <form action="https://evil.example" method="post"></form>`;
  const script = document.createElement("script");
  script.textContent = "window.hasRun = true";
  place.append(script);
  place.querySelector("form").submit();
  await fetch("https://evil.example").catch(() => {});
  for (let turn = 0; turn < 40 && refused.length < 7; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  place.remove();
  return { refused: refused.map((each) => each.split(" ")[0]).sort(), hasRun: !!window.hasRun };
}"""


@contextmanager
def foreign_site() -> Iterator[int]:
    """Another port of this computer, as another program might serve on it."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(FOREIGN_PAGE)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_visit_needs_nothing_that_is_refused_and_a_foreign_page_gets_nothing(app: App):
    with opened_page() as page, foreign_site() as port:
        page.set_default_timeout(120_000)
        page.goto(f"http://localhost:{port}/?coach={app.url}")
        told = page.evaluate("() => window.outcomes")
        assert told.pop("cookies") == "sciatica_coach_visit=planted.planted"
        assert set(told.values()) == {"refused"}, told

        walk_through(page, app)
        visit = the_cookie(page)
        assert (visit["httpOnly"], visit["sameSite"]) == (True, "Strict")
        assert visit["value"] != "planted.planted"
        assert "sciatica_coach_visit" not in page.evaluate("() => document.cookie")
        page.reload()
        expect(page.get_by_text(RESULT)).to_be_visible()
        assert the_cookie(page)["value"] == visit["value"]

        page.goto(f"http://localhost:{port}/?coach={app.url}")
        page.evaluate("() => window.outcomes")
        page.goto(app.url)
        settled(page)
        assert the_cookie(page)["value"] == visit["value"]


def walk_through(page: Page, app: App) -> None:
    """A set with a sample clip and its chart, and every other page."""
    page.goto(app.url)
    choose(page, "Nerve floss", hold_s=None, reps=1)
    page.get_by_role("button", name="Try it without a camera").click()
    page.wait_for_function("window.heard.at(-1)?.reps >= 1")
    page.keyboard.press("Escape")
    expect(page.get_by_text(RESULT)).to_be_visible()
    expect(page.locator(".stVegaLiteChart canvas, .stVegaLiteChart svg").first).to_be_visible()
    for path, heading in (("review", "Review"), ("phone", "phone"), ("about", "About")):
        page.goto(f"{app.url}/{path}")
        expect(page.get_by_role("heading", name=heading).first).to_be_visible()
    page.goto(app.url)
    expect(page.get_by_text(RESULT)).to_be_visible()


def the_cookie(page: Page) -> dict:
    (found,) = [each for each in page.context.cookies() if each["name"] == "sciatica_coach_visit"]
    return found


def test_what_is_injected_into_a_page_reaches_nobody(app: App):
    with opened_page(expects_refusals=True) as page:
        page.goto(app.url)
        expect(page.get_by_role("button", name="I understand")).to_be_visible()
        done = page.evaluate(INJECTED)
        assert done == {
            "refused": [
                "base-uri",
                "connect-src",
                "form-action",
                "frame-src",
                "img-src",
                "script-src-attr",
                "script-src-elem",
            ],
            "hasRun": False,
        }
