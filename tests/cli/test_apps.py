"""`tokgate apps`, from the app that is made to the creator who signs in to it."""

from __future__ import annotations

import json
import re
from contextlib import closing

import pytest
from tests.cli.conftest import Run

from tokgate.archive import open_archive
from tokgate.domain.secrets import hash_secret

CALLBACK = "http://127.0.0.1:*/callback/"


def test_an_app_is_made_listed_rotated_and_deleted(run: Run, archive_file: str) -> None:
    made = run("apps", "create", "Shop", "--redirect-uri", CALLBACK, "--scope", "video.list", "--json")
    app = json.loads(made.stdout)
    assert app.keys() == {"name", "client_key", "client_secret"}

    listed = json.loads(run("apps", "list", "--json").stdout)
    assert (listed["client_key"], listed["scopes"]) == (app["client_key"], ["video.list"])
    assert listed["redirect_uris"] == [CALLBACK]
    assert app["client_secret"] not in run("apps", "list").stdout

    rotated = json.loads(run("apps", "rotate", "Shop", "--json").stdout)
    assert rotated["client_key"] == app["client_key"]
    with closing(open_archive(archive_file)) as archive:
        old = archive.credential("app", hash_secret(app["client_secret"]))
        new = archive.credential("app", hash_secret(rotated["client_secret"]))
    assert old is not None
    assert new is not None
    assert (old.revoked_ms is None, new.revoked_ms is None) == (False, True)

    assert json.loads(run("apps", "delete", app["client_key"], "--json").stdout)["deleted"] is True
    assert run("apps", "list", "--json").stdout == ""
    assert "apps list" in run("apps", "rotate", "Shop", code=1).stderr


def test_the_secret_is_kept_only_where_a_webhook_is_signed_with_it(run: Run, archive_file: str) -> None:
    plain = json.loads(run("apps", "create", "a", "--json").stdout)
    hooked = json.loads(run("apps", "create", "b", "--webhook", "https://b.example/hook", "--json").stdout)
    with closing(open_archive(archive_file)) as archive:
        keys = {app.name: app.signing_key for app in archive.apps()}

    assert keys == {"a": None, "b": hooked["client_secret"]}
    assert plain["client_secret"] not in run("apps", "list", "--json").stdout + run("keys", "list", "--json").stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--redirect-uri", "https://a.example/cb?x=1"], "no query"),
        (["--redirect-uri", "http://a.example/cb"], "https"),
        ([f"--redirect-uri=https://a.example/{n}" for n in range(11)], "at most 10"),
        (["--webhook", "http://a.example/hook"], "https"),
        (["--scope", "research.data.basic"], "video.list"),
    ],
)
def test_what_cannot_be_registered_is_refused_with_what_can(
    run: Run, archive_file: str, options: list[str], said: str
) -> None:
    assert said in run("apps", "create", "x", *options, code=2).stderr


def test_a_name_is_given_once_and_an_archive_is_needed(run: Run, archive_file: str) -> None:
    run("apps", "create", "x")
    assert "already" in run("apps", "create", "x", code=1).stderr
    assert "no archive" in run("apps", "list", "--archive", "none.db", code=1).stderr
    assert "official-refresh" not in run("keys", "create", "--help").stdout


def test_an_app_of_tikapi_is_known_by_its_redirect_uris_and_has_no_secret(run: Run, archive_file: str) -> None:
    home = "http://127.0.0.1:*/"
    options = ("--dialect", "tikapi", "--redirect-uri", home, "--scope", "edit", "--scope", "explore")
    app = json.loads(run("apps", "create", "Shop", *options, "--json").stdout)
    assert app.keys() == {"name", "client_id"}
    assert re.fullmatch("c_[a-zA-Z0-9]{10,}", app["client_id"])

    listed = json.loads(run("apps", "list", "--json").stdout)
    assert (listed["dialect"], listed["scopes"]) == ("tikapi", ["edit_profile", "explore"])
    assert "has no secret" in run("apps", "rotate", "Shop", code=1).stderr
    assert "no secret to sign with" in run(
        "apps", "create", "b", "--dialect", "tikapi", "--webhook", "https://b.example/", code=2
    ).stderr  # fmt: skip
    assert "view_profile" in run("apps", "create", "b", "--dialect", "tikapi", "--scope", "video.list", code=2).stderr
    assert json.loads(run("apps", "delete", "Shop", "--json").stdout)["deleted"] is True


def test_a_key_is_rotated_and_an_apps_secret_is_left_to_the_app(run: Run, archive_file: str) -> None:
    first = json.loads(run("keys", "create", "tikapi", "mine", "--json").stdout)
    second = json.loads(run("keys", "rotate", "mine", "--json").stdout)
    assert {**first, "key": ""} == {**second, "key": ""}
    with closing(open_archive(archive_file)) as archive:
        old, new = (archive.credential("tikapi_key", hash_secret(each["key"])) for each in (first, second))
    assert old is not None
    assert new is not None
    assert (old.revoked_ms is None, new.revoked_ms is None) == (False, True)

    run("apps", "create", "Shop")
    assert "apps rotate" in run("keys", "rotate", "Shop", code=1).stderr
    assert "no key named" in run("keys", "rotate", "nobody", code=1).stderr
    run("keys", "revoke", "mine")
    assert "no key named" in run("keys", "rotate", "mine", code=1).stderr
