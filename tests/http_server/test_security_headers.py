"""What every answer tells the browser."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from sciatica_coach.http_server.security_headers import (
    KIOSK_POLICY,
    SecurityHeaders,
    app_policy,
)
from tests.http_server.asking import Client

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"


def parts(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in map(str.split, policy.split(";"))}


POLICIES = {"app": app_policy(INDEX), "kiosk": KIOSK_POLICY}


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_nothing_from_elsewhere_is_allowed(policy):
    known = parts(policy)
    for name in ("object-src", "frame-src", "base-uri", "form-action", "frame-ancestors"):
        assert known[name] == ["'none'"]
    own = {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}
    foreign = {each for sources in known.values() for each in sources} - own
    assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", each) for each in foreign)
    scripts = known.get("script-src", known["default-src"])
    assert not {"'unsafe-inline'", "'unsafe-eval'", "data:", "*"} & set(scripts)


def test_streamlits_own_inline_script_is_allowed_by_its_hash():
    page = INDEX.read_text(encoding="utf-8")
    inline = re.findall(r"<script(?![^>]*src)[^>]*>(.*?)</script>", page, re.DOTALL)
    assert inline
    for script in inline:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in parts(POLICIES["app"])["script-src"]


def broken(_request):
    raise RuntimeError("a secret of the server")


def foreign(_request):
    told = {"Access-Control-Allow-Origin": "*", "Content-Security-Policy": "default-src *"}
    return PlainTextResponse("ours", headers=told)


@pytest.fixture
def client():
    app = Starlette(
        routes=[Route("/", foreign), Route("/broken", broken)],
        middleware=[Middleware(SecurityHeaders, policy=KIOSK_POLICY)],
    )
    return Client(app)


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/nowhere", 404), ("/broken", 500)])
def test_every_answer_has_them_errors_too(client, path, status):
    answer = client.ask(path)
    assert answer.status == status
    assert answer.headers["content-security-policy"] == KIOSK_POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["permissions-policy"].startswith("camera=(self), ")
    assert "access-control-allow-origin" not in answer.headers
    assert "secret" not in answer.text
