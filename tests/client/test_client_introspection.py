"""What a client tells of itself: to help(), to inspect.signature, and to what completes code."""

from __future__ import annotations

import inspect
import pydoc
from typing import Any

import jedi
import pytest
from tests.client.scripted import SEC_UID, Script, reply

import tokgate
from tokgate.client.options import AsyncOptions, SyncOptions
from tokgate.contract.dialect import operations_of
from tokgate.dialects.registry import installed

CODE = """
import tokgate
client = tokgate.TikAPI("k")
official = tokgate.Official(user_token="t")
page = client.public.posts(secUid="x")
"""


def _completed(code: str) -> set[str]:
    lines = (CODE + code).split("\n")
    return {each.name for each in jedi.Script(CODE + code).complete(len(lines), len(lines[-1]))}


def _live(code: str, **names: object) -> jedi.Interpreter:
    return jedi.Interpreter(code, [names])


def test_a_bound_operation_has_the_signature_of_its_declaration() -> None:
    signature = inspect.signature(tokgate.TikAPI("k").public.posts)

    assert str(signature).startswith("(*, secUid: str, count: int = 30, cursor: ")
    assert signature.return_annotation is tokgate.ItemPage
    later = inspect.signature(tokgate.AsyncOfficial().video.query)
    assert list(later.parameters) == ["fields", "filters"]
    assert later.parameters["filters"].annotation is tokgate.VideoFilters


@pytest.mark.parametrize("operation", [each for dialect in installed() for each in operations_of(dialect)], ids=str)
def test_each_operation_tells_its_parameters(operation: Any) -> None:
    assert list(operation.signature.parameters) == [field.argument for field in operation.fields]
    for field in operation.fields:
        assert f"    {field.argument}: " in operation.documentation


def test_help_tells_what_a_call_does_takes_and_answers() -> None:
    call = tokgate.TikAPI("k").public.posts
    told = pydoc.plain(pydoc.render_doc(call))

    assert (call.__name__, repr(call)[:36]) == ("tikapi.public.posts", "<tikapi.public.posts(*, secUid: str,")
    assert "A creator's posts, newest first." in told
    assert "secUid: Needed. The TikTok user secUid, as public.check gives it." in told
    assert "count: 30 if left out. Maximum amount of items for one request. 1 to 30." in told
    assert "ItemPage: A page of posts." in told


def test_walks_and_raw_answers_have_the_parameters_of_their_call() -> None:
    client = tokgate.TikAPI("k")
    call, later = client.public.posts, tokgate.AsyncTikAPI("k").public.posts

    for form in (call.all, call.pages, call.raw, later.all, later.pages, later.raw):
        signature = inspect.signature(form)
        assert list(signature.parameters) == list(inspect.signature(call).parameters)
        told = pydoc.plain(pydoc.render_doc(form))
        assert "secUid: Needed." in told
        assert "A creator's posts, newest first." in told
    assert inspect.signature(call.all).return_annotation is tokgate.Items
    assert repr(call.all).startswith("<tikapi.public.posts.all(*, secUid: str,")
    assert "Every item, page after page" in pydoc.plain(pydoc.render_doc(later.all))
    code = "client.public.posts.all("
    assert {"secUid=", "count="} <= {each.name for each in _live(code, client=client).complete(1, len(code))}


def test_help_tells_what_each_field_of_an_answer_is() -> None:
    client = tokgate.TikAPI("k", transport=Script([reply({"itemList": [{"id": "1"}], "hasMore": False})]))
    item = client.public.posts(secUid=SEC_UID).itemList[0]

    for thing in (tokgate.Item, item):
        told = pydoc.plain(pydoc.render_doc(thing))
        assert "createTime\n |      When it was posted, Unix seconds UTC" in told
        assert "author\n |      " in told
    told = pydoc.plain(pydoc.render_doc(tokgate.ItemPage))
    assert "hasMore\n |      Whether there is a next page." in told
    assert "status\n |      How it went:" in told
    assert inspect.getdoc(tokgate.Stats.playCount) == "How many times it was watched."


def test_a_type_without_source_says_what_its_class_says() -> None:
    made: dict[str, Any] = {"Wire": tokgate.Wire, "__name__": "made"}
    exec('class Told(Wire):\n    """What it is."""\n    id: int\n    """Its id."""\n', made)

    assert inspect.getdoc(made["Told"]) == "What it is."
    assert not inspect.getdoc(made["Told"].id)


@pytest.mark.parametrize(("client", "options"), [(tokgate.TikAPI, SyncOptions), (tokgate.AsyncOfficial, AsyncOptions)])
def test_help_of_a_client_tells_its_options(client: type, options: type) -> None:
    told = pydoc.plain(pydoc.render_doc(client))

    for name in options.__annotations__:
        assert f" {name}: " in told
    assert "for connecting and for each wait for bytes (60)" in told


def test_answers_items_and_views_are_completed_in_code_that_was_not_run() -> None:
    assert {"itemList", "hasMore", "to_dict"} <= _completed("page.")
    assert {"desc", "stats", "author", "unknown"} <= _completed(
        "for item in client.public.posts.all(secUid='x'):\n    item."
    )
    assert {"uniqueId", "secUid"} <= _completed("page.itemList[0].author.")
    assert {"view_count", "share_url"} <= _completed("for video in official.video.list.all(fields=['id']):\n    video.")
    assert {"created_at", "counts", "hashtags"} <= _completed("tokgate.Post.of(page.itemList[0]).")


def test_parameters_are_completed_where_a_client_is_alive() -> None:
    client = tokgate.TikAPI("k", transport=Script([reply({"itemList": [{"author": {"id": "5"}}], "hasMore": False})]))
    item = client.public.posts(secUid=SEC_UID).itemList[0]
    code = "client.public.posts("
    live = _live(code, client=client, item=item)

    assert {"secUid=", "count=", "cursor="} <= {each.name for each in live.complete(1, len(code))}
    (signature,) = live.get_signatures(1, len(code))
    assert [each.name for each in signature.params][:2] == ["secUid", "count"]
    assert {"uniqueId"} <= {each.name for each in _live("item.author.", item=item).complete(1, 12)}
