"""The media server: nginx with its RTMP module, under a configuration of our own, on loopback, as long as we live."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tokgate.server.live.addresses import APPLICATION, PREFIX, MediaPlace

START_TIMEOUT_S = 5.0
_MODULE = "ngx_rtmp_module.so"
_MODULE_FOLDERS = ("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules")
#: Ends nginx when nobody holds our end of the pipe any more, however we ended.
_GUARD = '"$@" & server=$!; cat > /dev/null; kill "$server"; wait "$server"'
_CONFIGURATION = """\
{user}load_module {module};
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log crit;
events {{ worker_connections 512; }}
rtmp {{
  access_log off;
  server {{
    listen 127.0.0.1:{port};
    application {application} {{
      live on;
      drop_idle_publisher 15s;
      hls on;
      hls_path {folder}/hls;
      hls_fragment 1s;
      hls_playlist_length 12s;
      notify_method post;
      on_publish {callbacks}publish;
      on_publish_done {callbacks}publish_done;
      on_update {callbacks}update;
      notify_update_timeout 2s;
    }}
  }}
}}
"""


class NoMediaServer(Exception):
    """It is not installed, or did not start; the message says what would help."""


@contextmanager
def media_server(folder: Path, url: str) -> Iterator[MediaPlace]:
    """A media server that asks the gateway at `url` who may stream; `folder` is its own. Raises NoMediaServer."""
    nginx, module = installed()
    port = _free_port()
    hls = folder / "hls"
    hls.mkdir()
    configuration = folder / "nginx.conf"
    configuration.write_text(
        _CONFIGURATION.format(
            user="user root;\n" if os.geteuid() == 0 else "",
            module=module,
            folder=folder,
            port=port,
            application=APPLICATION,
            callbacks=f"{url}{PREFIX}",
        )
    )
    command = [nginx, "-c", str(configuration), "-p", str(folder), "-e", str(folder / "error.log")]
    # A session of its own: Ctrl-C is for the gateway, which ends answers first.
    guard = subprocess.Popen(  # noqa: S603
        ["/bin/sh", "-c", _GUARD, "sh", *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(port, folder / "error.log")
        yield MediaPlace(rtmp_port=port, folder=str(hls))
    finally:
        assert guard.stdin is not None
        guard.stdin.close()
        guard.wait()


def installed() -> tuple[str, Path]:
    """Where nginx and its module are. Raises NoMediaServer."""
    nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin")
    if nginx is None or shutil.which("ffmpeg") is None:
        missing = "nginx" if nginx is None else "ffmpeg"
        raise NoMediaServer(
            f"live streams need nginx, its RTMP module and ffmpeg, and there is no {missing}: "
            "on Debian, apt install nginx-light libnginx-mod-rtmp ffmpeg"
        )
    built = subprocess.run([nginx, "-V"], capture_output=True, text=True, check=False).stderr  # noqa: S603
    told = re.search(r"--modules-path=(\S+)", built)
    for place in ([told[1]] if told else []) + list(_MODULE_FOLDERS):
        if (module := Path(place) / _MODULE).exists():
            return nginx, module
    raise NoMediaServer(
        f"live streams need nginx's RTMP module, and {nginx} has none: on Debian, apt install libnginx-mod-rtmp"
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, errors: Path) -> None:
    until = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    said = errors.read_text(errors="replace").strip() if errors.exists() else ""
    raise NoMediaServer(f"nginx did not start: {said[-500:] or 'it said nothing'}")
