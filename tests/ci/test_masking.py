import base64
import io
import json
from collections.abc import Callable
from urllib.parse import quote

import pytest

from contentsync.ci.masking import Mask
from contentsync.ci.masking import MaskedStream
from contentsync.ci.masking import forms
from contentsync.review.markdown import code
from contentsync.review.markdown import fenced
from contentsync.review.markdown import in_html
from contentsync.review.markdown import inline
from contentsync.review.markdown import quoted

KEY = 'up_l/ive+"k?y~1'
FORMS = {
    "as it is": KEY,
    "in a URL": quote(KEY, safe=""),
    "in base64": base64.b64encode(KEY.encode()).decode(),
    "in base64 without padding": base64.b64encode(KEY.encode() + b"1").decode().rstrip("="),
    "in base64 for URLs": base64.urlsafe_b64encode(KEY.encode()).decode(),
    "in JSON": json.dumps(KEY)[1:-1],
}


@pytest.mark.parametrize("form", [form for name, form in FORMS.items() if "without" not in name])
def test_no_form_is_shown(form: str) -> None:
    assert form in forms(KEY)
    assert Mask([KEY])(f"before {form} after") == "before *** after"


def test_base64_without_padding() -> None:
    secret = "secret-key"
    padded = base64.b64encode(secret.encode()).decode()
    assert padded.endswith("=")
    assert Mask([secret])(padded.rstrip("=")) == "***"


@pytest.mark.parametrize("written", [inline, in_html, code, quoted, fenced])
def test_what_was_made_harmless_is_no_better_hidden(written: Callable[[str], str]) -> None:
    for secret in (KEY, "a_b*c@d#1{e}<f>'g"):
        found = Mask([secret])(written(f"before {secret} after"))
        assert "before *** after" in found


def test_a_short_secret_would_only_blacken_words() -> None:
    assert forms("the") == ()
    assert Mask(["the", ""])("the cat") == "the cat"


def test_it_does_not_show_itself() -> None:
    assert repr(Mask([KEY])) == "Mask(***)"


def test_a_stream() -> None:
    below = io.StringIO()
    stream = MaskedStream(below, Mask([KEY]))
    assert stream.write(f"key {KEY}\n") == len(KEY) + 5
    stream.flush()  # type: ignore[operator]
    assert below.getvalue() == "key ***\n"
