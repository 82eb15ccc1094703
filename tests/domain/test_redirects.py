"""Where an app may have creators sent back to."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokgate.domain.credentials import App, check_redirect

APP = App(
    client_key="aw",
    dialect="official",
    name="a",
    redirect_uris=("https://a.example/cb", "http://127.0.0.1:*/callback/"),
)


@pytest.mark.parametrize(
    "uri", ["https://a.example/cb", "http://127.0.0.1:1/callback/", "http://127.0.0.1:65535/callback/"]
)
def test_what_was_registered_is_gone_to(uri: str) -> None:
    assert APP.redirects_to(uri)


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "https://a.example/cb/",
        "https://a.example/cb?next=https://b.example",
        "https://a.example/cb#x",
        "https://a.example/CB",
        "https://a.example:443/cb",
        "https://a.example@b.example/cb",
        "https://a.example/cb/../other",
        "//a.example/cb",
        "http://127.0.0.1/callback/",
        "http://127.0.0.1:*/callback/",
        "http://127.0.0.1:/callback/",
        "http://127.0.0.1:0/callback/",
        "http://127.0.0.1:65536/callback/",
        "http://127.0.0.1:80@b.example/callback/",
        "http://127.0.0.1:80/x/callback/",
        "http://127.0.0.1:80\\@b.example/callback/",
        "http://127.0.0.1:٣/callback/",
        "http://127.0.0.1:80/callback/\n",
        "javascript:alert(1)",
    ],
)
def test_nothing_else_is_gone_to(uri: str) -> None:
    assert not APP.redirects_to(uri)


@given(st.text(max_size=20))
def test_nothing_but_a_port_stands_for_the_star(text: str) -> None:
    assert APP.redirects_to(f"http://127.0.0.1:{text}/callback/") is (
        text.isascii() and text.isdecimal() and not text.startswith("0") and 0 < int(text) < 65536
    )


@pytest.mark.parametrize(
    "uri",
    ["https://a.example/cb", "http://localhost:3000/cb", "http://127.0.0.1:*/callback/", "https://localhost:8443/cb"],
)
def test_may_be_registered(uri: str) -> None:
    check_redirect(uri)
    port = uri.replace(":*", ":4000")
    assert App(client_key="aw", dialect="official", name="a", redirect_uris=(uri,)).redirects_to(port)


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("/cb", "a whole URL"),
        ("myapp://cb", "a whole URL"),
        ("https:///cb", "a whole URL"),
        ("https://u:p@a.example/cb", "a whole URL"),
        ("https://a.example/cb?x=1", "no query"),
        ("https://a.example/cb#x", "no fragment"),
        ("https://a.example/" + "x" * 600, "fewer than 512"),
        ("https://a.example/ä", "ASCII"),
        ("https://a.example\\@b/", "backslashes"),
        ("https://a.example:*/cb", "for nothing else"),
        ("https://*.example/cb", "for nothing else"),
        ("http://127.0.0.1:*/*/", "for nothing else"),
        ("http://a.example:80/cb", "http goes to localhost"),
        ("http://localhost/cb", "with a port"),
        ("http://localhost:99999/cb", "a number"),
    ],
)
def test_may_not_be_registered(uri: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check_redirect(uri)


def test_a_page_of_the_apps_own_origins_may_hear_a_result_and_no_other() -> None:
    assert APP.told_at("https://a.example") == ("https://a.example",)
    assert APP.told_at("http://127.0.0.1:4000") == ("http://127.0.0.1:4000",)
    assert APP.told_at("") == ("https://a.example",)
    for origin in ("https://b.example", "http://a.example", "http://127.0.0.1", "https://a.example.b", "null", "*"):
        assert APP.told_at(origin) == ()


@given(st.text(alphabet="htps:/a.127*05@#?", max_size=30))
def test_nothing_but_an_origin_hears(text: str) -> None:
    told = APP.told_at(text)
    if text and told:
        assert text == "https://a.example" or re.fullmatch(r"http://127\.0\.0\.1:[1-9][0-9]{0,4}", text)
