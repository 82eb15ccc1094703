"""Bodies as clients send them: read as they are meant, or refused, never misread."""

from __future__ import annotations

import gzip
from typing import Any

import httpx
import pytest

from tokgate.dialects.official.credentials import DEMO_CLIENT_KEY, DEMO_CLIENT_SECRET, DEMO_USER_TOKEN

USER = {"Authorization": f"Bearer {DEMO_USER_TOKEN}"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
LIST = "/v2/video/list/?fields=id"
APP = f"client_key={DEMO_CLIENT_KEY}&client_secret={DEMO_CLIENT_SECRET}&grant_type=client_credentials"


@pytest.mark.parametrize("form", [f"client_id&{APP}", f"{APP}&", f"&{APP}", APP.replace("&", "&&")])
def test_a_form_may_have_names_without_values_and_empty_parts(http: httpx.Client, form: str) -> None:
    answer = http.post("/v2/oauth/token/", content=form, headers=FORM)

    assert answer.status_code == 200, answer.text
    assert answer.json()["expires_in"] == 7200


@pytest.mark.parametrize("body", ["client_id", "client_id&client_key", "nonsense"])
def test_what_has_no_value_at_all_is_no_form(http: httpx.Client, body: str) -> None:
    assert http.post("/v2/oauth/token/", content=body, headers=FORM).status_code == 400


def parts_of(**members: str) -> dict[str, Any]:
    return {name: (None, value) for name, value in members.items()}


def test_a_multipart_form_is_read(http: httpx.Client) -> None:
    app = parts_of(client_key=DEMO_CLIENT_KEY, client_secret=DEMO_CLIENT_SECRET, grant_type="client_credentials")
    page = http.post(LIST, files=parts_of(max_count="2"), headers=USER)

    assert len(page.json()["data"]["videos"]) == 2
    assert http.post("/v2/oauth/token/", files=app).status_code == 200


MULTIPART = b'--x\r\ncontent-disposition: form-data; name="max_count"\r\n\r\n2\r\n--x--\r\n'


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (MULTIPART, "application/x-www-form-urlencoded"),
        (MULTIPART, "application/json"),
        (MULTIPART, "multipart/form-data"),
        (MULTIPART, "multipart/form-data; boundary=y"),
        (b"a preamble\r\n" + MULTIPART, "multipart/form-data; boundary=x"),
        (b"max_count=2", "multipart/form-data; boundary=x"),
    ],
)
def test_a_multipart_form_that_is_not_announced_as_it_is_is_refused(
    http: httpx.Client, content: bytes, content_type: str
) -> None:
    answer = http.post(LIST, content=content, headers={**USER, "content-type": content_type})

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_params")


def test_a_byte_order_mark_is_skipped(http: httpx.Client) -> None:
    answer = http.post(LIST, content=b'\xef\xbb\xbf{"max_count": 2}', headers=USER)

    assert len(answer.json()["data"]["videos"]) == 2


def test_a_compressed_body_is_refused_by_name(http: httpx.Client) -> None:
    content = gzip.compress(b'{"max_count": 2}')
    answer = http.post(LIST, content=content, headers={**USER, "content-encoding": "gzip"})

    assert answer.status_code == 400
    assert "body is coded as 'gzip': send it as it is" in answer.json()["error"]["message"]


def test_what_is_missing_is_named_without_what_it_is_for(http: httpx.Client) -> None:
    message = http.post("/v2/video/list/", headers=USER).json()["error"]["message"]

    assert message == "The request is missing parameters: fields is required"
