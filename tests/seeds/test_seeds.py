"""Seed files: what they declare is in the archive, whatever the file is written in, and as often as it is applied."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tokgate.archive import open_archive
from tokgate.dialects.official.credentials import USER_TOKEN
from tokgate.domain.ports import Archive
from tokgate.domain.posts import second_of
from tokgate.domain.relations import RelationKind
from tokgate.domain.secrets import hash_secret
from tokgate.seeds.apply import Applied, apply_plan, apply_seed, parse_seed, plan_seed
from tokgate.seeds.declaration import Seed, json_schema
from tokgate.seeds.issues import SeedError
from tokgate.seeds.words import count_of, second_of_time

DOCS = Path(__file__).resolve().parents[2] / "docs" / "seeds.md"
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
NOW_S = int(NOW.timestamp())


def example() -> str:
    """The example of the documentation."""
    found = re.search(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def applied(text: str, name: str = "demo.yaml") -> Archive:
    """An archive with a file in it."""
    archive = open_archive(":memory:")
    apply_plan(archive, plan_seed(*parse_seed(text.encode(), name)))
    return archive


def test_the_documented_example_is_in_the_archive_as_it_says() -> None:
    archive = applied(example())
    lena, tom = archive.creator(username="lena"), archive.creator(username="tom")
    assert lena
    assert lena.key
    assert lena.audience
    assert tom
    assert tom.key

    assert (lena.audience.followers, lena.region, tom.likes_public) == (12_000, "NO", True)
    first, second = (post for post in archive.all_posts(lena.key))
    assert first.created_s == int(NOW.timestamp()) - 3 * 86_400
    assert second_of(first.id) == first.created_s
    assert first.counts
    assert (first.counts.plays, first.counts.likes) == (1_200_000, 80_000)
    assert first.pinned
    assert [tag.name for tag in first.hashtags or []] == ["coffee"]
    assert second.kind == "photo"
    for kind in (RelationKind.LIKE, RelationKind.REPOST, RelationKind.SAVE):
        assert [post.id for post in archive.related_posts(kind, tom.key, after=None, limit=9).rows] == [first.id]
    (follow,) = archive.followers(lena.key, after=None, limit=9).rows
    assert follow.creator.username == "tom"
    (playlist,) = archive.playlists(lena.key, after=None, limit=9).rows
    assert playlist.posts == [first.id]
    (talk,) = archive.conversations(lena.key, requests=True, after=None, limit=9).rows
    said = archive.messages(talk.id, after=None, limit=9).rows
    assert [(each.text, each.post) for each in said] == [("", first.id), ("Where is this?", None)]
    assert (talk.owner and talk.owner.username, talk.group, len(talk.ticket or "")) == ("tom", False, 16)
    room = archive.running_room(lena.key)
    assert room is not None
    assert (room.title, room.topic, room.started_s) == ("ask me anything", "Chat", NOW_S - 7200)
    events = archive.live_events(room.id, after=None, limit=9).rows
    assert [(each.kind, each.text, each.amount) for each in events] == [
        ("join", None, None), ("chat", "hi from Oslo", None), ("gift", "Rose", 1),
    ]  # fmt: skip
    (shop,) = archive.shops("hearth & crumb", limit=9)
    (product,) = archive.products(shop.id, offset=0, limit=9).rows
    (review,) = archive.reviews(product.id, offset=0, limit=9).rows
    assert (shop.rating_percent, product.stars, product.reviews) == (450, [0, 0, 1, 2, 9], 1)
    assert (review.author, review.stars) == ("Bo", 5)
    comment, reply = archive.comments(first.id)
    assert (reply.parent_id, comment.replies) == (comment.id, 1)
    token = archive.credential(USER_TOKEN.kind, hash_secret("act.for-development-only"))
    assert token
    assert (token.creator, token.client_key) == (lena.key, "awseeded")


def test_applying_a_file_again_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "demo.yaml"
    file.write_text(example(), encoding="utf-8")
    archive = open_archive(":memory:")

    first, second = apply_seed(archive, file), apply_seed(archive, file)

    assert first.new > 5
    assert first.credentials == 4
    assert second == Applied(duplicate=first.new + first.updated)


def test_what_is_applied_on_top_may_speak_of_what_is_there(tmp_path: Path) -> None:
    archive = applied(example())
    post = next(archive.all_posts())
    file = tmp_path / "more.json"
    file.write_bytes(
        msgspec.json.encode(
            {"now": "2026-11-02", "creators": [{"username": "uma", "likes": [post.id]}],
             "keys": [{"kind": "tikapi-account", "name": "k", "secret": "long-enough", "for": "lena"}]}
        )
    )  # fmt: skip

    apply_seed(archive, file)

    uma = archive.creator(username="uma")
    assert uma
    assert [each.id for each in archive.related_items(RelationKind.LIKE, uma.key or 0, after=None, limit=5).rows] == [
        post.id
    ]


def test_apps_are_those_that_creators_sign_in_to() -> None:
    archive = applied(example())

    assert [(app.dialect, app.client_key, app.redirect_uris, app.scopes) for app in archive.apps()] == [
        ("official", "awseeded", ("http://127.0.0.1:*/callback", "https://app.example/callback"), ()),
        ("tikapi", "c_seeded", ("http://localhost:*/",), ()),
    ]
    assert {record.client_key for record in archive.credentials() if record.name == "my-app"} == {"awseeded"}


def test_an_app_may_ask_creators_for_those_of_its_scopes_that_they_can_allow() -> None:
    archive = applied(
        "apps:\n"
        "- {name: a, client_key: aw1, client_secret: long-enough, scopes: [user.info.basic, research.data.basic]}\n"
        "- {name: b, client_key: aw2, client_secret: long-enough-too, scopes: [research.data.basic]}\n"
        "- {name: c, client_key: c_1, scopes: [edit]}"
    )

    assert {app.client_key: app.scopes for app in archive.apps()} == {
        "aw1": ("user.info.basic",),
        "c_1": ("edit_profile",),
    }
    assert {record.name for record in archive.credentials()} == {"a", "b"}


def test_a_token_belongs_to_an_app_of_its_own_dialect() -> None:
    archive = applied(
        "apps: [{name: a, client_key: aw1, client_secret: long-enough}, {name: b, client_key: c_1}]\n"
        "keys: [{kind: official-client, name: t, secret: long-enough-too}]"
    )

    assert {record.client_key for record in archive.credentials()} == {"aw1"}


def test_a_scope_may_be_written_by_its_other_name() -> None:
    archive = applied(
        "creators: [{username: lena}]\n"
        "keys: [{kind: tikapi-account, name: k, secret: long-enough, for: lena, scopes: [edit, explore]}]"
    )
    (record,) = archive.credentials()
    assert record.scopes == ("edit_profile", "explore")


def test_a_secret_that_the_archive_knows_as_another_is_told_before_anything_is_kept() -> None:
    archive = applied("keys: [{kind: tikapi, name: a, secret: long-enough}]")
    other = b"creators: [{username: ana}]\nkeys:\n- {kind: justone, name: b, secret: long-enough}"

    with pytest.raises(SeedError) as raised:
        apply_plan(archive, plan_seed(*parse_seed(other, "b.yaml")))
    assert str(raised.value) == "b.yaml:3: keys[0]: the archive knows this secret as that of a tikapi_key"
    assert archive.creator(username="ana") is None


def test_an_edited_caption_keeps_its_post() -> None:
    before = applied(example()).all_posts()
    after = applied(example().replace("Morning", "Evening")).all_posts()

    assert [post.id for post in before] == [post.id for post in after]


def test_yaml_keeps_words_and_ids_as_they_are() -> None:
    seed, _ = parse_seed(
        b"creators: [{username: ana, region: NO, bio: on, posts: [{id: 7614295022346784030, text: 1e5 x}]}]", "a.yaml"
    )

    assert (seed.creators[0].region, seed.creators[0].bio) == ("NO", "on")
    assert seed.creators[0].posts[0].id == 7614295022346784030


def test_the_published_schema_is_a_schema_of_the_example() -> None:
    validator = pytest.importorskip("jsonschema", reason="jsonschema is not installed").Draft202012Validator

    schema = json_schema()

    validator.check_schema(schema)
    _, located = parse_seed(example().encode(), "demo.yaml")
    assert [error.message for error in validator(schema).iter_errors(located.value)] == []
    assert list(validator(schema).iter_errors({"creatrs": []}))


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("2026-10-31T18:00:00Z", 1793469600),
        ("2026-10-31 19:00:00+01:00", 1793469600),
        ("2026-10-31", 1793404800),
        ("3d ago", NOW_S - 3 * 86_400),
        ("1w 2h ago", NOW_S - 604_800 - 7200),
        ("in 90s", NOW_S + 90),
    ],
)
def test_times_are_iso_or_counted_from_now(text: str, second: int) -> None:
    assert second_of_time(text, NOW_S) == second


@pytest.mark.parametrize(("text", "count"), [("12k", 12_000), ("1.5M", 1_500_000), ("2b", 2 * 10**9), ("7", 7), (8, 8)])
def test_counts_in_short_form_are_exact(text: str | int, count: int) -> None:
    assert count_of(text) == count


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x85\u2028\u2029\ufeff\ufffe\uffff"))
NAMES = st.from_regex(r"[a-z][a-z0-9_.]{0,20}", fullmatch=True)
COUNTS = st.fixed_dictionaries({}, optional={"plays": st.integers(0, 2**63 - 1), "likes": st.just("12k")})
POSTS = st.fixed_dictionaries(
    {"at": st.integers(1_400_000_000, 2_147_000_000).map(lambda s: datetime.fromtimestamp(s, UTC).isoformat())},
    optional={"text": TEXT, "region": TEXT, "counts": COUNTS, "kind": st.sampled_from(["video", "photo"])},
)
CREATORS = st.fixed_dictionaries(
    {"username": NAMES}, optional={"bio": TEXT, "verified": st.booleans(), "posts": st.lists(POSTS, max_size=4)}
)
TREES = st.fixed_dictionaries({"creators": st.lists(CREATORS, max_size=4, unique_by=lambda each: each["username"])})


@given(TREES)
def test_yaml_and_json_say_the_same(tree: dict[str, Any]) -> None:
    as_yaml, _ = parse_seed(yaml.safe_dump(tree, allow_unicode=True).encode(), "a.yaml")
    as_json, _ = parse_seed(msgspec.json.format(msgspec.json.encode(tree), indent=2), "a.json")

    assert as_yaml == as_json == msgspec.convert(tree, Seed)
    assert parse_seed(msgspec.json.encode(as_json), "b.json")[0] == as_json


@given(TREES)
def test_every_declared_post_is_kept(tree: dict[str, Any]) -> None:
    seed, located = parse_seed(msgspec.json.encode(tree), "a.json")
    archive = open_archive(":memory:")

    apply_plan(archive, plan_seed(seed, located))

    said = sorted((creator.username, post.text) for creator in seed.creators for post in creator.posts)
    kept = sorted((post.creator.username or "", post.text or "") for post in archive.all_posts() if post.creator)
    archive.close()
    assert kept == said


@given(st.binary(max_size=300))
def test_any_bytes_are_a_seed_or_told_wrong(content: bytes) -> None:
    for name in ("a.yaml", "a.json"):
        with suppress(SeedError):
            parse_seed(content, name)
