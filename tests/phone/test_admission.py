import pytest

from sciatica_coach.phone.admission import COOKIE, Admission, Secret


@pytest.fixture
def secret() -> Secret:
    return Secret()


def test_the_secret_address_is_welcome(secret):
    assert secret.judge(secret.path, "") is Admission.WELCOME


def test_its_cookie_is_known_from_then_on(secret):
    cookie = secret.cookie.split(";")[0]
    assert secret.judge("/", f"a=b; {cookie}") is Admission.KNOWN
    assert secret.judge("/live/token", cookie) is Admission.KNOWN


def test_the_cookie_goes_over_https_and_to_no_script(secret):
    assert {"Secure", "HttpOnly"} <= set(secret.cookie.split("; "))


@pytest.mark.parametrize(
    ("target", "cookies"),
    [
        pytest.param("/", "", id="nothing"),
        pytest.param("/phone-in/", "", id="an address without a secret"),
        pytest.param("/phone-in/AAAAAAAAAAAAAAAAAAAAAA", "", id="a wrong one"),
        pytest.param("/phone-in/ß", "", id="not even letters"),
        pytest.param("/", f"{COOKIE}=AAAAAAAAAAAAAAAAAAAAAA", id="a wrong cookie"),
        pytest.param("/", f"{COOKIE}=", id="an empty cookie"),
        pytest.param("/", "\x00;=;;", id="no cookie at all"),
    ],
)
def test_everything_else_is_refused(secret, target, cookies):
    assert secret.judge(target, cookies) is Admission.REFUSED


def test_the_secret_alone_is_no_address(secret):
    token = secret.path.rpartition("/")[2]
    assert secret.judge(token, "") is Admission.REFUSED
    assert secret.judge(f"/{token}", "") is Admission.REFUSED


def test_the_secret_of_another_run_is_refused(secret):
    assert secret.judge(Secret().path, "") is Admission.REFUSED
