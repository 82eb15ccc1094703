"""Tapes against the declarations, and what the command says of both."""

from __future__ import annotations

import base64
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.contract.dialect import SAMPLE

from tokgate.contract.multipart import Upload, write_multipart
from tokgate.dialects.justone.dialect import DIALECT as JUSTONE
from tokgate.dialects.official.dialect import DIALECT as OFFICIAL
from tokgate.dialects.tikapi.dialect import DIALECT as TIKAPI
from tokgate.drift.files import compare_file
from tokgate.drift.tapes import TapeComparison, taped_in
from tokgate.testing.recording.tape import Exchange, RecordedAnswer, RecordedRequest, write_exchange

ALL = (OFFICIAL, TIKAPI, JUSTONE)
URL = "https://api.tikapi.io/public/posts?secUid=MS4wLjABAAAA&count=30"
PAGE = '{"status": "success", "itemList": [{"id": "7", "desc": "a"}, {"id": "8"}], "hasMore": false, "cursor": "0"}'


def line(url: str = URL, body: str = PAGE, status: int = 200, **request: Any) -> dict[str, Any]:
    return {
        "request": {"method": "GET", "url": url, "headers": {}, "body": None, **request},
        "response": {"status": status, "headers": {"content-type": "application/json"}, "body": body},
    }


def told(*lines: dict[str, Any]) -> list[str]:
    content = b"\n".join(msgspec.json.encode(each) for each in lines) + b"\n"
    return [f"{each.where}: {each.what}" for each in TapeComparison(ALL, "tape.jsonl").compare(taped_in(content))]


def test_traffic_as_declared_does_not_differ() -> None:
    body = base64.b64encode(b'{"max_count": 20}').decode()
    sent: dict[str, Any] = {"method": "POST", "body_base64": body, "headers": [["content-type", "application/json"]]}

    assert told(line(), line(url="https://open.tiktokapis.com/v2/video/list/?fields=id", body="{}", **sent)) == []


def test_a_path_that_is_declared_is_meant_before_one_with_names_in_it() -> None:
    found = line("https://api.tikapi.io/user/search/live?query=cooking", '{"status": "success", "cursor": 20}')
    assert told(found) == []


def test_operations_of_one_path_are_told_by_the_body() -> None:
    url = "https://open.tiktokapis.com/v2/oauth/token/"
    headers = {"content-type": "application/x-www-form-urlencoded"}
    app = "client_key=ck&client_secret=cs&grant_type="
    token = '{"access_token": "t", "expires_in": 7200, "refresh_token": "r"}'

    def asked(body: str) -> list[str]:
        sent = base64.b64encode(body.encode()).decode()
        return told(line(url, token, method="POST", headers=headers, body_base64=sent))

    assert asked(f"{app}client_credentials") == []
    assert asked(f"{app}refresh_token&refresh_token=r") == []
    assert asked(f"{app}refresh_token") == ["POST /v2/oauth/token/ form.refresh_token.required: required"]
    assert asked(f"{app}password") == ["POST /v2/oauth/token/ body.grant_type: value"]


def test_headers_raw_bodies_and_multipart_forms_are_read_as_declared() -> None:
    png = base64.b64encode(b"\x89PNG{").decode()
    picture = line("https://sample.invalid/sample/files/a.png", body="{}", method="PUT", body_base64=png)
    picture["request"]["headers"] = {"Content-Type": "image/png", "X-Kept-Until": "soon"}
    content, content_type = write_multipart({"title": "t", "picture": Upload("a", b"PNG")})
    upload = line(
        "https://sample.invalid/sample/uploads",
        body="{}",
        method="POST",
        headers={"content-type": content_type},
        body_base64=base64.b64encode(content).decode(),
    )
    tape = b"\n".join(msgspec.json.encode(each) for each in (picture, upload)) + b"\n"

    differences = TapeComparison([SAMPLE], "tape.jsonl").compare(taped_in(tape))
    assert [each.where for each in differences] == ["PUT /sample/files/{name} header.X-Kept-Until"]


@pytest.mark.parametrize(
    ("taped", "difference"),
    [
        (line(url=URL.replace("posts", "posts2")), "GET /public/posts2: path_unknown"),
        (line(method="POST"), "POST /public/posts: method_unknown"),
        (line(url=URL + "&size=1"), "GET /public/posts query.size: parameter_unknown"),
        (line(url=URL.replace("secUid", "sec")), "GET /public/posts query.secUid.required: required"),
        (line(url=URL.replace("30", "many")), "GET /public/posts query.count: value"),
        (line(body=PAGE.replace("desc", "dessc")), "GET /public/posts answer.itemList[].dessc: answer_unknown"),
        (line(body=PAGE.replace('"7"', "{}")), "GET /public/posts answer.itemList[].id: answer_type"),
    ],
)
def test_each_kind_of_difference_is_told_once(taped: dict[str, Any], difference: str) -> None:
    assert told(taped, taped).count(difference) == 1


def test_an_error_answer_is_not_held_against_the_wire_type() -> None:
    assert told(line(status=429, body='{"oops": 1}'), line(body="<html>")) == []


def test_a_tape_of_the_recorder_is_read(tmp_path: Path) -> None:
    tape = tmp_path / "tape.jsonl"
    request = RecordedRequest(method="GET", url=URL + "&size=1", headers={"x-api-key": "***"})
    with tape.open("wb") as file:
        write_exchange(
            file, Exchange(at="2026-11-01T00:00:00Z", request=request, response=RecordedAnswer(status=200, body=PAGE))
        )

    assert [each.where for each in compare_file(str(tape), ALL)] == ["GET /public/posts query.size"]


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tokgate.cli.main", "drift", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)


def test_the_command_exits_6_for_a_difference_and_0_for_none(tmp_path: Path) -> None:
    (tmp_path / "same.jsonl").write_bytes(msgspec.json.encode(line()))
    (tmp_path / "other.jsonl").write_bytes(msgspec.json.encode(line(url=URL + "&size=1")))

    assert run("same.jsonl", folder=tmp_path).returncode == 0
    differing = run("same.jsonl", "other.jsonl", "--json", folder=tmp_path)
    assert differing.returncode == 6
    assert msgspec.json.decode(differing.stdout)["where"] == "GET /public/posts query.size"
    assert run("other.jsonl", "--ignore", "*.size", folder=tmp_path).returncode == 0


def test_a_broken_tape_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "tape.jsonl").write_bytes(msgspec.json.encode(line()) + b"\n{}\n")

    broken = run("tape.jsonl", folder=tmp_path)

    assert broken.returncode == 1
    assert "line 2" in broken.stderr
