"""The proxy on a loopback port, until it is stopped, and what a program has to be told to use it."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path

from tokgate.server.run import bind, url_of
from tokgate.testing.hosts import Address, fixed_hosts
from tokgate.testing.proxy.authority import Authority
from tokgate.testing.proxy.relay import Relay

#: Variables that name a proxy, and those that name who is to be trusted, for the usual programs.
_PROXY_VARIABLES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")
_TRUST_VARIABLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
_NEAR = "127.0.0.1,localhost,::1"


def environment(proxy: str, ca_file: Path) -> dict[str, str]:
    """The variables that send a program's traffic through the proxy and make it trust the proxy's authority."""
    return {
        **dict.fromkeys(_PROXY_VARIABLES, proxy),
        "NO_PROXY": _NEAR,
        "no_proxy": _NEAR,
        **dict.fromkeys(_TRUST_VARIABLES, str(ca_file)),
        "NODE_USE_ENV_PROXY": "1",
    }


def run_proxy(
    gateway: Address,
    port: int,
    announce: Callable[[str, Path, dict[str, str]], None] | None = None,
    command: tuple[str, ...] | None = None,
) -> int:
    """Serve on a loopback port (0: a free one) until SIGINT or SIGTERM, or until a command ends; its exit code, or 0.

    `announce` gets the proxy's URL, its CA file and the variables to set. OSError if the port is taken,
    FileNotFoundError if there is no such program. The authority is gone afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="tokgate-proxy-") as folder, bind("127.0.0.1", port) as listener:
        authority = Authority(Path(folder), fixed_hosts())
        url = url_of("127.0.0.1", listener)
        variables = environment(url, authority.file)

        async def serve() -> int:
            server = await Relay(gateway, authority).start(listener)
            try:
                if command is not None:
                    return await _run(command, variables)
                stopped = _stop_on_signals()
                if announce is not None:
                    announce(url, authority.file, variables)
                await stopped.wait()
                return 0
            finally:
                server.close()

        return asyncio.run(serve())


def _stop_on_signals() -> asyncio.Event:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    return stopped


async def _run(command: tuple[str, ...], variables: dict[str, str]) -> int:
    """A program with these variables, its exit code. What stops us is for it: it ends by itself, or is ended."""
    process = await asyncio.create_subprocess_exec(*command, env={**os.environ, **variables})
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, process.send_signal, number)
    return await process.wait()
