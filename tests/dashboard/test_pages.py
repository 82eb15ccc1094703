"""The pages as they go over the network."""

from __future__ import annotations

import re

import httpx
import pytest
from tests.dashboard.conftest import Served

from tokgate.contract.dialect import operations_of
from tokgate.dialects.registry import installed
from tokgate.server.controls import ControlOptions


@pytest.mark.parametrize("path", ["/dashboard", "/dashboard/", "/dashboard/requests", "/dashboard/static/style.css"])
def test_a_page_is_served_with_a_strict_policy(served: Served, path: str) -> None:
    with served() as url:
        answer = httpx.get(url + path)

    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_an_unknown_page_is_not_found(served: Served) -> None:
    with served() as url:
        assert httpx.get(url + "/dashboard/nope").status_code == 404
        assert httpx.get(url + "/dashboard/static/../app.py").status_code == 404
        assert httpx.get(url + "/dashboards").json()["status"] == "error"


@pytest.mark.parametrize("name", ["missing.js", "%2e%2e", "%2e%2e/app.py", "%00", "a" * 5000, "style.css/more", ""])
def test_a_file_that_there_is_not_is_not_found(served: Served, name: str) -> None:
    with served() as url:
        answer = httpx.get(f"{url}/dashboard/static/{name}")
        assert httpx.post(f"{url}/dashboard/static/style.css").status_code == 405

    assert answer.status_code == 404
    sent = [header for header, _ in answer.headers.raw]
    assert len(sent) == len(set(sent))
    assert "content-security-policy" in answer.headers


def test_the_overview_names_every_operation(served: Served) -> None:
    with served() as url:
        page = httpx.get(url + "/dashboard").text

    for dialect in installed():
        for operation in operations_of(dialect):
            assert f">{operation.name}</a>" in page


def test_a_page_asks_no_other_host_and_holds_no_script(served: Served) -> None:
    with served() as url:
        for path in ("/dashboard", "/dashboard/requests"):
            page = httpx.get(url + path).text
            assert all(link.startswith(("/dashboard", "#")) for link in re.findall(r'(?:href|src)="([^"]*)"', page))
            assert re.search(r"<script(?![^>]*src=)|\son\w+=|style=", page) is None


def test_pages_hold_nothing_that_happened(served: Served, behind_a_key: ControlOptions) -> None:
    with served(behind_a_key) as url:
        assert "ana" not in re.findall(r"\w+", httpx.get(url + "/dashboard").text)
        assert httpx.get(url + "/_tokgate/requests").status_code == 401
