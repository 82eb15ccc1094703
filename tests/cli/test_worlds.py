"""`tokgate world` as a process of its own."""

from __future__ import annotations

import json

from tests.cli.conftest import Run


def test_a_world_of_a_size_is_made_and_can_be_read(run: Run) -> None:
    made = json.loads(run("world", "--seed", "3", "--creators", "20", "--posts", "300", "--archive", "w.db").stdout)
    assert (made["creators"], made["posts"], made["seed"], made["archive"]) == (20, 300, 3, "w.db")
    creators = run("creators", "--archive", "w.db", "--json").stdout.splitlines()
    assert len(creators) == 20
    posts = run("posts", made["sample"], "--archive", "w.db", "--json").stdout.splitlines()
    assert json.loads(posts[0])["username"] == made["sample"]


def test_a_world_is_not_put_over_what_is_there(run: Run) -> None:
    run("world", "--creators", "2", "--posts", "3", "--archive", "w.db")
    again = run("world", "--creators", "2", "--posts", "3", "--archive", "w.db", code=1)
    assert "has creators already" in again.stderr
