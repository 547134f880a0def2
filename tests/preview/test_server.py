import pytest
from flask.testing import FlaskClient

from contentsync.preview.live import Live
from contentsync.preview.live import Made
from contentsync.preview.server import application

PAGE = "<!doctype html><title>One</title>"


@pytest.fixture
def client() -> FlaskClient:
    return application(Live(lambda: Made("1", PAGE))).test_client()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8643", "localhost:8643", "LOCALHOST"])
def test_by_its_own_names(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8643", "127.0.0.1.evil.example", "0.0.0.0", "[::1]:8643", "localhost.a", ""]
)
@pytest.mark.parametrize("path", ["/", "/now", "/nothing"])
def test_by_no_other(client: FlaskClient, path: str, host: str) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 403
    assert b"http://127.0.0.1" in answer.data


def test_the_page_is_what_was_made_and_stands_in_no_frame(client: FlaskClient) -> None:
    answer = client.get("/")
    assert (answer.text, answer.mimetype) == (PAGE, "text/html")
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"


def test_what_is_asked_each_second(client: FlaskClient) -> None:
    assert client.get("/now").json == {"tag": "1", "trouble": "", "problems": []}


@pytest.mark.parametrize("path", ["/", "/now"])
def test_nobody_else_may_have_it_and_nothing_keeps_it(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/now"])
def test_it_is_only_read(client: FlaskClient, path: str, method: str) -> None:
    assert client.open(path, method=method).status_code == 405
