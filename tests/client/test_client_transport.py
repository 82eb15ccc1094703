"""The HTTP library's border, against real sockets."""

from __future__ import annotations

import asyncio
import gzip
import os
import queue
import signal
import ssl
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.client.loopback import Answer, Seen, serving
from tests.client.scripted import SEC_UID, ManualTiming, tikapi_page

import tokgate
from tokgate.client.exchange import Attempt, Reply
from tokgate.client.transport import AsyncHttpTransport, HttpTransport

PAGE = tikapi_page([1, 2]).body


def _get(url: str, *, timeout: float | None = None, total: float | None = None) -> Attempt:
    return Attempt(method="GET", url=url, headers={}, timeout=timeout, total=total)


def _both(attempt: Attempt, most_bytes: int = 1000) -> Reply:
    """The answer, on which both transports must agree; so they must on the text of an error, which is then raised."""
    first, second = _blocking(attempt, most_bytes), asyncio.run(_awaiting(attempt, most_bytes))
    assert type(first) is type(second)
    if isinstance(first, Reply) and isinstance(second, Reply):
        assert (first.status, first.body) == (second.status, second.body)
        return first
    assert str(first) == str(second)
    assert isinstance(first, tokgate.TokgateError)
    raise first


def _blocking(attempt: Attempt, most_bytes: int) -> Reply | tokgate.TokgateError:
    transport = HttpTransport(most_bytes)
    try:
        return transport(attempt)
    except tokgate.TokgateError as problem:
        return problem
    finally:
        transport.close()


async def _awaiting(attempt: Attempt, most_bytes: int) -> Reply | tokgate.TokgateError:
    transport = AsyncHttpTransport(most_bytes)
    try:
        return await transport(attempt)
    except tokgate.TokgateError as problem:
        return problem
    finally:
        await transport.close()


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_compressed_answers_arrive_plain(coding: str) -> None:
    body = gzip.compress(PAGE) if coding == "gzip" else pytest.importorskip("zstandard").compress(PAGE)
    with serving(lambda _: Answer(body, headers={"Content-Encoding": coding})) as url:
        assert _both(_get(url)).body == PAGE


def test_a_redirect_is_an_error_and_the_credentials_stay() -> None:
    followed: list[Seen] = []

    def elsewhere(request: Seen) -> Answer:
        followed.append(request)
        return Answer(PAGE)

    with (
        serving(elsewhere) as other,
        serving(lambda _: Answer(status=302, headers={"Location": f"{other}/stolen?k=v"})) as url,
        tokgate.TikAPI("k", base_url=url) as client,
        pytest.raises(tokgate.ContractError, match=r"redirected to 127\.0\.0\.1:\d+; not followed"),
    ):
        client.public.posts(secUid=SEC_UID)

    assert followed == []


def test_an_answer_is_bounded_even_when_it_is_small_on_the_wire() -> None:
    bomb = gzip.compress(b"0" * 10_000_000)
    with serving(lambda _: Answer(bomb, headers={"Content-Encoding": "gzip"})) as url:
        with pytest.raises(tokgate.ContractError, match="larger than 1000 bytes"):
            _both(_get(url))
        assert len(_both(_get(url), most_bytes=10_000_000).body) == 10_000_000


def test_a_connection_cut_short_is_a_transport_error() -> None:
    with serving(lambda _: Answer(PAGE, cut=10)) as url, pytest.raises(tokgate.TransportError) as caught:
        _both(_get(url))

    assert caught.value.sent


def test_a_cut_connection_is_tried_again() -> None:
    answers = [Answer(PAGE, cut=10), Answer(PAGE)]
    timing = ManualTiming()
    with serving(lambda _: answers.pop(0)) as url, tokgate.TikAPI("k", base_url=url, timing=timing) as client:
        assert len(client.public.posts(secUid=SEC_UID).itemList) == 2


def test_a_silent_server_times_out() -> None:
    silence = threading.Event()

    def hang(_: Seen) -> Answer:
        silence.wait(20)
        return Answer()

    with serving(hang) as url:
        for attempt in (_get(url, timeout=0.05), _get(url, total=0.05)):
            with pytest.raises(tokgate.TimedOut, match="timed out"):
                _both(attempt)
        silence.set()


def test_nobody_listening_is_a_transport_error_that_hides_the_query() -> None:
    with serving(lambda _: Answer()) as url:
        gone = url
    with pytest.raises(tokgate.TransportError) as caught:
        _both(_get(f"{gone}/list?token=SECRET"))

    assert "SECRET" not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"
    assert f"GET {gone.removeprefix('http://')}/list: no answer" in str(caught.value)
    assert not caught.value.sent


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_own_certificate(tmp_path))
    with serving(lambda _: Answer(PAGE), tls=context) as url, pytest.raises(tokgate.TransportError, match="no answer"):
        _both(_get(url))


def _own_certificate(folder: Path) -> Path:
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "own.pem"
    file.write_bytes(private + certificate)
    return file


def test_a_proxy_of_the_environment_is_used() -> None:
    seen: list[Seen] = []

    def proxy(request: Seen) -> Answer:
        seen.append(request)
        return Answer(PAGE)

    program = (
        "import tokgate, sys\n"
        "client = tokgate.TikAPI('k', base_url='http://tikapi.test')\n"
        "print(len(client.public.posts(secUid=sys.argv[1]).itemList))\n"
    )
    with serving(proxy) as url:
        environment = {**os.environ, "http_proxy": url, "no_proxy": ""}
        done = subprocess.run(
            [sys.executable, "-c", program, SEC_UID],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )

    assert done.stdout.strip() == "2"
    assert seen[0].headers["host"] == "tikapi.test"


def test_one_client_serves_many_threads() -> None:
    with (
        serving(lambda _: Answer(PAGE)) as url,
        tokgate.TikAPI("k", base_url=url) as client,
        ThreadPoolExecutor(8) as pool,
    ):
        pages = list(pool.map(lambda _: client.public.posts(secUid=SEC_UID), range(64)))

    assert {len(page.itemList) for page in pages} == {2}


def test_one_async_client_serves_many_tasks_and_several_loops() -> None:
    with serving(lambda _: Answer(PAGE)) as url:
        client = tokgate.AsyncTikAPI("k", base_url=url)

        async def many() -> list[tokgate.ItemPage]:
            return await asyncio.gather(*(client.public.posts(secUid=SEC_UID) for _ in range(16)))

        for _ in range(2):
            assert {len(page.itemList) for page in asyncio.run(many())} == {2}
        asyncio.run(client.close())


FORKING = """
import asyncio, os, sys, tokgate
client = tokgate.TikAPI("k", base_url=sys.argv[1])
other = tokgate.AsyncTikAPI("k", base_url=sys.argv[1])
async def later():
    return await other.public.posts(secUid=sys.argv[2])
def call():
    try:
        return len(client.public.posts(secUid=sys.argv[2]).itemList), len(asyncio.run(later()).itemList)
    except tokgate.TokgateError as problem:
        return ("forked" if "forked" in str(problem) else problem,)
def child(*then):
    if not os.fork():
        print("child", *call(), flush=True)
        for step in then:
            step()
        os._exit(0)
    os.wait()
print("parent", *call(), flush=True)
child()
child(child)
print("parent", *call(), flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_client_works_in_a_child_and_says_when_it_cannot() -> None:
    with serving(lambda _: Answer(PAGE)) as url:
        done = subprocess.run(
            [sys.executable, "-c", FORKING, url, SEC_UID], capture_output=True, text=True, timeout=60, check=True
        )

    said = ["parent 2 2", "child 2 2", "child 2 2", "child forked", "parent 2 2"]
    assert done.stdout.splitlines() == said


POOLED = """
import sys, multiprocessing, tokgate
from concurrent.futures import ProcessPoolExecutor
client = tokgate.TikAPI("k", base_url=sys.argv[1])
def call(number):
    return len(client.public.posts(secUid=sys.argv[2]).itemList)
call(0)
with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")) as pool:
    print(sum(pool.map(call, range(20))))
print(call(0))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_pool_of_forked_processes_shares_a_client() -> None:
    with serving(lambda _: Answer(PAGE)) as url:
        done = subprocess.run(
            [sys.executable, "-c", POOLED, url, SEC_UID], capture_output=True, text=True, timeout=60, check=True
        )

    assert done.stdout.split() == ["40", "2"]


WAITING = """
import os, signal, sys, time, tokgate
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
if sys.argv[3] == "term":
    def ended(*_):
        raise SystemExit("ended")
    signal.signal(signal.SIGTERM, ended)
client = tokgate.TikAPI("k", base_url=sys.argv[1], timeout=None)
began = time.monotonic()
try:
    client.public.posts(secUid=sys.argv[2])
except (KeyboardInterrupt, SystemExit) as stopped:
    print(type(stopped).__name__, len(client.public.posts(secUid=sys.argv[2]).itemList))
"""


@pytest.mark.parametrize(("stop", "said"), [("int", "KeyboardInterrupt 2"), ("term", "SystemExit 2")])
def test_a_signal_interrupts_a_call_at_once_and_the_client_goes_on(stop: str, said: str) -> None:
    asked, silence = queue.SimpleQueue[Seen](), threading.Event()

    def behave(request: Seen) -> Answer:
        asked.put(request)
        if not silence.is_set():
            silence.wait(50)
        return Answer(PAGE)

    with serving(behave) as url:
        command = [sys.executable, "-c", WAITING, url, SEC_UID, stop]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as waiting:
            asked.get(timeout=30)
            waiting.send_signal(signal.SIGINT if stop == "int" else signal.SIGTERM)
            # The second call is asked for while the first one still is not answered.
            asked.get(timeout=30)
            silence.set()
            assert waiting.communicate(timeout=30)[0].strip() == said


def test_a_call_runs_a_thread_of_its_own_once() -> None:
    with serving(lambda _: Answer(PAGE)) as url:
        clients = [tokgate.TikAPI("k", base_url=url) for _ in range(8)]
        for client in clients * 2:
            client.public.posts(secUid=SEC_UID)

        assert len([thread for thread in threading.enumerate() if thread.name == "tokgate"]) == 1
        for client in clients:
            client.close()


@pytest.mark.parametrize("value", ["*", "elsewhere.test, *"])
def test_no_proxy_is_asked_where_the_environment_says_so(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", value)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with serving(lambda _: Answer(PAGE)) as url:
        assert _both(_get(url)).status == 200


def test_without_asyncio_an_asynchronous_client_says_so() -> None:
    with pytest.raises(tokgate.TokgateError, match="running asyncio event loop"):
        tokgate.AsyncTikAPI("k").public.posts(secUid=SEC_UID).send(None)
