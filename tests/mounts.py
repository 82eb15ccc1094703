"""Places where nothing, or not much, can be written, for tests that run as root too."""

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
    """A command in a folder that is mounted for reading only. Skips where nothing may be mounted."""
    return _mounted(f'mount --bind "{folder}" "{folder}" && mount -o remount,ro,bind "{folder}"', folder, command)


def on_small_disk(folder: Path, size: int, command: Sequence[str]) -> list[str]:
    """A command in a new folder on a disk of so many bytes. Skips where nothing may be mounted."""
    folder.mkdir()
    return _mounted(f'mount -t tmpfs -o size={size} tmpfs "{folder}"', folder, command)


def _mounted(mount: str, folder: Path, command: Sequence[str]) -> list[str]:
    if shutil.which("unshare") is None:
        pytest.skip("there is no unshare to mount anything with")
    rights = ["-m"] if os.geteuid() == 0 else ["-r", "-m"]
    mounted = ["unshare", *rights, "sh", "-c", f'{mount} && cd "{folder}" && exec "$@"', "sh"]
    probe = subprocess.run([*mounted, "true"], capture_output=True, text=True, check=False)
    if probe.returncode != 0:
        pytest.skip(f"nothing can be mounted here: {probe.stderr.strip()}")
    return [*mounted, *command]
