"""Films downloaded to files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tokgate.client.exchange import Transport
from tokgate.client.tikapi import TikAPI

#: Hosts of films give nothing to clients that are no browser.
BROWSER = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/110.0.0.0 Safari/537.36"
)


def download(
    transport: Transport, base: str, link: str, path: str, headers: Mapping[str, str], timeout: float | None
) -> None:
    """Write what is behind a link, as an answer of `base` gave it, to a file, which appears when it is whole.

    No key goes there. Raises as `tokgate.TikAPI.stream` does.
    """
    shown = {"user-agent": BROWSER, **{name.lower(): str(value) for name, value in headers.items()}}
    client = TikAPI("", base_url=base, transport=transport)
    part = Path(f"{path}.part")
    try:
        with client.stream(link, headers=shown, timeout=timeout) as film, part.open("wb") as file:
            for piece in film:
                file.write(piece)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
