"""`tokgate proxy`, run as a user runs it: other programs reach the gateway through it, and nothing else."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from cryptography import x509
from tests.testing.commands import command

from tokgate.testing import Server
from tokgate.testing.hosts import fixed_hosts


@pytest.fixture(scope="module")
def ready(session_server: Server) -> Iterator[dict[str, Any]]:
    with command("proxy", "--port", "0", "--url", session_server.url) as line:
        yield line


def run(program: list[str], ready: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return subprocess.run(
        program, env={**kept, **ready["environment"]}, capture_output=True, text=True, timeout=60, check=False
    )


FETCH = """
import json, requests, sys
session = requests.Session()
for url in sys.argv[2:]:
    print(len(session.get(url, headers={"X-API-KEY": sys.argv[1]}, timeout=20).json()["itemList"]))
"""


def test_requests_in_another_process(ready: dict[str, Any], session_server: Server) -> None:
    key = session_server.credentials["tikapi"]["api_key"]
    url = f"https://api.tikapi.io/public/posts?secUid={session_server.sample['sec_uid']}&count="
    done = run([sys.executable, "-c", FETCH, key, url + "1", url + "2", url.replace("api.", "sandbox.", 1)], ready)
    assert done.stdout.split() == ["1", "2", "30"], done.stderr


@pytest.mark.skipif(not shutil.which("curl"), reason="there is no curl")
def test_curl(ready: dict[str, Any], session_server: Server) -> None:
    token = session_server.credentials["official"]["user_token"]
    url = "https://open.tiktokapis.com/v2/video/list/?fields=id"
    body = ["-H", f"Authorization: Bearer {token}", "-H", "Content-Type: application/json", "-d", '{"max_count": 3}']
    done = run(["curl", "-sS", url, *body], ready)
    assert len(msgspec.json.decode(done.stdout)["data"]["videos"]) == 3
    plain = run(["curl", "-sS", url.replace("https", "http"), *body], ready)
    assert len(msgspec.json.decode(plain.stdout)["data"]["videos"]) == 3


@pytest.mark.skipif(not shutil.which("curl"), reason="there is no curl")
def test_everything_else_is_refused(ready: dict[str, Any]) -> None:
    for url in ("https://example.org/", "http://example.org/", "https://www.tiktok.com/@someone"):
        done = run(["curl", "-sS", "-i", url], ready)
        assert "403" in done.stdout + done.stderr
    assert "lets nothing out" in run(["curl", "-sS", "http://example.org/"], ready).stdout
    known = run(["curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", "https://www.tiktok.com/v2/auth/x"], ready)
    assert known.stdout != "403"


def test_a_gateways_faults_reach_the_client(ready: dict[str, Any], session_server: Server) -> None:
    session_server.faults.add("tikapi.public.posts", "dropped_connection", first=1, bytes=50)
    url = f"https://api.tikapi.io/public/posts?secUid={session_server.sample['sec_uid']}"
    headers = {"X-API-KEY": session_server.credentials["tikapi"]["api_key"]}
    context = ssl.create_default_context(cafile=ready["ca_file"])
    with httpx.Client(proxy=ready["proxy"], verify=context, headers=headers) as client:
        with pytest.raises(httpx.TransportError):
            client.get(url)
        assert client.get(url).status_code == 200
    session_server.faults.clear()


def test_what_is_no_request_is_refused(ready: dict[str, Any]) -> None:
    with httpx.Client() as client:
        answer = client.get(ready["proxy"])
    assert answer.status_code == 403


def test_two_proxies_have_two_authorities(session_server: Server) -> None:
    with command("proxy", "--port", "0", "--url", session_server.url) as one:
        with command("proxy", "--port", "0") as two:
            assert Path(one["ca_file"]).read_bytes() != Path(two["ca_file"]).read_bytes()
            assert two["sample"]["username"]
        assert not Path(two["ca_file"]).exists()


def test_a_command_behind_the_proxy(session_server: Server) -> None:
    url = f"https://api.tikapi.io/public/posts?secUid={session_server.sample['sec_uid']}&count=4"
    key = session_server.credentials["tikapi"]["api_key"]
    verb = [sys.executable, "-m", "tokgate.cli.main", "proxy", "--url", session_server.url, "--"]
    done = subprocess.run([*verb, sys.executable, "-c", FETCH, key, url], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["4"], done.stderr
    failed = subprocess.run([*verb, sys.executable, "-c", "exit(7)"], capture_output=True, timeout=60)
    assert failed.returncode == 7
    absent = subprocess.run([*verb, "no-such-program"], capture_output=True, text=True, timeout=60)
    assert absent.returncode == 1
    assert "no-such-program" in absent.stderr
    elsewhere = [*verb, sys.executable, "-c", "import requests; requests.get('https://example.org')"]
    refused = subprocess.run(elsewhere, capture_output=True, text=True, timeout=60)
    assert "example.org:443 is not answered here" in refused.stderr


def test_a_gateway_that_is_not_there_is_said_before_the_program_runs(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    ran = tmp_path / "ran"
    verb = [sys.executable, "-m", "tokgate.cli.main", "proxy", "--url", url, "--", "touch", str(ran)]
    done = subprocess.run(verb, capture_output=True, text=True, timeout=60)

    assert done.returncode == 1
    assert f"no gateway answers at {url}" in done.stderr
    assert not ran.exists()


def test_it_outlives_whoever_talks_nonsense(session_server: Server) -> None:
    with command("proxy", "--port", "0", "--url", session_server.url) as line:
        port = int(line["proxy"].rpartition(":")[2])
        for nonsense in (b"", b"\x16\x03\x01\x02", b"GET\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"x" * 100_000):
            with socket.create_connection(("127.0.0.1", port), 10) as client:
                client.sendall(nonsense)
                client.shutdown(socket.SHUT_WR)
                answer = client.makefile("rb").read()
            assert answer == b"" or answer.startswith(b"HTTP/1.1 4")
        # A client that does not trust the authority, one that hangs up, and one that is still there at the end.
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE"):
            httpx.get("https://api.tikapi.io/key", proxy=line["proxy"])
        with socket.create_connection(("127.0.0.1", port), 10) as client:
            client.sendall(b"CONNECT API.TikAPI.io.:443 HTTP/1.1\r\n\r\n")
            assert client.recv(100).startswith(b"HTTP/1.1 200")
        context = ssl.create_default_context(cafile=line["ca_file"])
        staying = httpx.Client(proxy=line["proxy"], verify=context)
        assert staying.get("https://api.tikapi.io/public/posts").status_code == 401
    staying.close()


def test_a_program_behind_the_proxy_does_not_reach_the_gateways_controls(ready: dict[str, Any]) -> None:
    port = int(ready["proxy"].rpartition(":")[2])
    context = ssl.create_default_context(cafile=ready["ca_file"])
    ask = b"GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), 10) as client:
        client.sendall(ask % b"http://api.tikapi.io/_tokgate/state")
        assert client.makefile("rb").readline().startswith(b"HTTP/1.1 403 ")
    for host, first in (("api.tikapi.io", b"/_tokgate/state"), ("www.tiktok.com", b"/v2/auth/x")):
        with socket.create_connection(("127.0.0.1", port), 10) as plain:
            plain.sendall(b"CONNECT %s:443 HTTP/1.1\r\n\r\n" % host.encode())
            assert plain.recv(100).startswith(b"HTTP/1.1 200")
            with context.wrap_socket(plain, server_hostname=host) as client:
                client.sendall(ask % first + ask % b"/_tokgate/state" + ask % b"http://localhost/_tokgate/state")
                client.settimeout(1)
                said = client.recv(65536)
                while part := _more(client):
                    said += part
        assert b"HTTP/1.1 200" not in said
        assert b'"version"' not in said


def _more(client: ssl.SSLSocket) -> bytes:
    try:
        return client.recv(65536)
    except TimeoutError:
        return b""


def test_requests_of_one_tunnel_keep_their_bodies_and_their_order(
    ready: dict[str, Any], session_server: Server
) -> None:
    context = ssl.create_default_context(cafile=ready["ca_file"])
    headers = {"Authorization": f"Bearer {session_server.credentials['official']['user_token']}"}
    url = "https://open.tiktokapis.com/v2/video/list/?fields=id"
    with httpx.Client(proxy=ready["proxy"], verify=context, headers=headers) as client:
        for count in (1, 2, 3):
            assert len(client.post(url, json={"max_count": count}).json()["data"]["videos"]) == count
        chunks = iter([b'{"max_', b'count": ', b"4}"])
        assert len(client.post(url, content=chunks).json()["data"]["videos"]) == 4
        closing = client.post(url, json={"max_count": 5}, headers={"Connection": "close", "Expect": "100-continue"})
        assert len(closing.json()["data"]["videos"]) == 5


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (b"GET http://[::1/ HTTP/1.1\r\nHost: x", b"400"),
        (b"GET / HTTP/1.1\r\nHost: [::1", b"400"),
        (b"CONNECT [::1:443 HTTP/1.1", b"403"),
        (b"CONNECT api.tikapi.io:22 HTTP/1.1", b"403"),
        (b"CONNECT api.tikapi.io HTTP/1.1", b"403"),
    ],
)
def test_odd_targets_are_refused(ready: dict[str, Any], asked: bytes, status: bytes) -> None:
    with socket.create_connection(("127.0.0.1", int(ready["proxy"].rpartition(":")[2])), 10) as client:
        client.sendall(asked + b"\r\n\r\n")
        assert client.makefile("rb").readline().split()[1] == status


def test_the_authority_can_sign_for_the_fixed_hosts_alone(ready: dict[str, Any]) -> None:
    certificate = x509.load_pem_x509_certificate(Path(ready["ca_file"]).read_bytes())
    constraints = certificate.extensions.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical
    assert {name.value for name in constraints.value.permitted_subtrees or ()} == set(fixed_hosts())
    assert certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length == 0
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc < timedelta(days=40)
