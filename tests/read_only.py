"""Places where nothing can be written, for tests that run as root too."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest


def without_rights(command: Sequence[str]) -> list[str]:
    """A command that may do no more than the modes of files say. Skips where root cannot give that up."""
    if os.geteuid() != 0:
        return list(command)
    if shutil.which("setpriv") is None:
        pytest.skip("root may write anywhere, and there is no setpriv to give that up with")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]


def on_read_only_mount(folder: Path, command: Sequence[str]) -> list[str]:
    """A command that sees a folder mounted for reading only. Skips where nothing may be mounted."""
    script = f'mount --bind "{folder}" "{folder}" && mount -o remount,ro,bind "{folder}" && cd "{folder}" && exec "$@"'
    rights = ["-m"] if os.geteuid() == 0 else ["-r", "-m"]
    probe = subprocess.run(
        ["unshare", *rights, "sh", "-c", script, "sh", "true"], capture_output=True, text=True, check=False
    )
    if probe.returncode != 0:
        pytest.skip(f"a folder cannot be mounted for reading only here: {probe.stderr.strip()}")
    return ["unshare", *rights, "sh", "-c", script, "sh", *command]
