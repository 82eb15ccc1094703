"""Mistakes in seed files: each is told with its line, its path, and what would be right."""

from __future__ import annotations

import pytest

from tokgate.seeds.apply import parse_seed, plan_seed
from tokgate.seeds.issues import Issue, SeedError


def mistakes(text: str, name: str = "demo.yaml") -> list[Issue]:
    """Everything that is said of a file."""
    with pytest.raises(SeedError) as raised:
        plan_seed(*parse_seed(text.encode(), name))
    return raised.value.issues


START = """now: 2026-11-01T12:00:00Z
creators:
  - username: ana
    posts:
      - {label: first, at: 3d ago}
"""


@pytest.mark.parametrize(
    ("text", "line", "path", "words"),
    [
        ("creatrs: []", 1, "creatrs", "did you mean 'creators'"),
        (START + "      - {at: 1d ago, txt: hi}", 6, "creators[0].posts[1].txt", "did you mean 'text'"),
        (START + "    audience:\n      folowers: 5", 7, "creators[0].audience.folowers", "did you mean 'followers'"),
        (START + "      - {at: 1d ago, kind: vidoe}", 6, "creators[0].posts[1].kind", "did you mean 'video'"),
        (START + "      - {at: 1d ago, counts: {plays: lots}}", 6, "creators[0].posts[1].counts.plays", "12k or 1.5M"),
        (START + "      - {at: 1d ago, counts: {plays: 1.2345k}}", 6, "creators[0].posts[1].counts.plays", "no whole"),
        (START + "      - {at: 1d ago, counts: {plays: -1}}", 6, "creators[0].posts[1].counts.plays", "not -1"),
        (
            START + "      - {at: yesterday}",
            6,
            "creators[0].posts[1].at",
            "is not an instant",
        ),
        (START + "      - {at: 3d}", 6, "creators[0].posts[1].at", "'3d ago' or 'in 3d'"),
        (START + "      - {at: 90w ago, id: 7614295022346784030}", 6, "creators[0].posts[1].at", "before the upload"),
        (START + "      - {id: 12345}", 6, "creators[0].posts[1].id", "no post's id"),
        (START + "      - {text: no time}", 6, "creators[0].posts[1]", "needs at or id"),
        (START + "      - {label: first, at: 1d ago}", 6, "creators[0].posts[1].label", "given twice"),
        (START + "  - {username: ANA}", 6, "creators[1].username", "declared twice"),
        (START + "    likes: [frist]", 6, "creators[0].likes[0]", "did you mean 'first'"),
        (START + "    reposts: [{post: first, at: in 90000w}]", 6, "creators[0].reposts[0].at", "2014 to 2037"),
        (START + "    pins: [7614295022346784030]", 6, "creators[0].pins[0]", "no post 7614295022346784030"),
        (START + "        comments: [{by: anna, at: 1d ago, text: x}]", 0, "", ""),
        (START + "    follows: [anna]", 6, "creators[0].follows[0]", "did you mean 'ana'"),
        (START + "    playlists: [{name: best, posts: [frist]}]", 6, "creators[0].playlists[0].posts[0]", "'first'"),
        (START + "conversations: [{between: [ana]}]", 6, "conversations[0].between", "two usernames"),
        (START + "conversations: [{between: [ana, anna]}]", 6, "conversations[0].between[1]", "did you mean 'ana'"),
        (
            START
            + "  - username: cay\nconversations: [{between: [ana, cay], messages: [{by: bo, at: 1d ago, text: hi}]}]",
            7,
            "conversations[0].messages[0].by",
            "takes no part",
        ),
        (
            START + "  - username: cay\nconversations: [{between: [ana, cay], messages: [{by: ana, at: 1d ago}]}]",
            7,
            "conversations[0].messages[0]",
            "needs text or post",
        ),
        (START + "live: [{by: anna, title: x, at: 1d ago}]", 6, "live[0].by", "did you mean 'ana'"),
        (START + "live: [{by: ana, title: x, at: 1d ago, ended: 2d ago}]", 6, "live[0].ended", "before the room began"),
        (
            START + "live: [{by: ana, title: x, at: 2d ago}, {by: ANA, title: y, at: 1d ago}]",
            6,
            "live[1].ended",
            "another room running",
        ),
        (
            START + "live: [{by: ana, title: x, at: 1d ago, events: [{by: ana, at: 2d ago, kind: join}]}]",
            6,
            "live[0].events[0].at",
            "is not while the room ran",
        ),
        (
            START + "live: [{by: ana, title: x, at: 1d ago, events: [{by: ana, at: 1d ago, kind: gift}]}]",
            6,
            "live[0].events[0]",
            "needs text",
        ),
        (START + "  - username: 123", 6, "creators[1].username", "needs quotes"),
        (START + "  - {name: Nobody}", 6, "creators[1]", "needs username"),
        (START + "apps: 5", 6, "apps", "has to be a list"),
        (
            START + "apps: [{name: a, client_key: c, redirect_uris: ['http://x.example/']}]",
            6,
            "apps[0].redirect_uris[0]",
            "everywhere else it is https",
        ),
        (START + "apps: [{name: a, client_key: c, dialect: tikap}]", 6, "apps[0].dialect", "did you mean 'tikapi'"),
        (START + "apps: [{name: a, client_key: c, dialect: official}]", 6, "apps[0]", "needs client_secret"),
        (
            START + "apps: [{name: a, client_key: c, client_secret: long-enough, dialect: tikapi}]",
            6,
            "apps[0].client_secret",
            "has no secret",
        ),
        (
            START + "apps: [{name: a, client_key: c}, {name: b, client_key: c}]",
            6,
            "apps[1].client_key",
            "given twice",
        ),
        (START + "keys: [{kind: tikpi, name: a, secret: long-enough}]", 6, "keys[0].kind", "did you mean 'tikapi'"),
        (START + "keys: [{kind: tikapi-account, name: a, secret: long-enough}]", 6, "keys[0]", "needs for"),
        (START + "keys: [{kind: tikapi, name: a, secret: long-enough, for: ana}]", 6, "keys[0].for", "acts for nobody"),
        (
            START
            + "keys:\n- {kind: tikapi, name: a, secret: long-enough}\n- {kind: justone, name: b, secret: long-enough}",
            8,
            "keys[1].secret",
            "same secret",
        ),
        (START + "now: 2026-11-02", 6, "now", "is given twice"),
        ("now: 3d ago", 1, "now", "ISO time"),
        ("creators:\n- {username: ana, posts: [{at: 3d ago}]}", 2, "creators[0].posts[0].at", "add now:"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, line: int, path: str, words: str) -> None:
    found = mistakes(text)
    if line:
        assert (found[0].file, found[0].line, found[0].path) == ("demo.yaml", line, path)
        assert words in found[0].problem


def test_a_misspelt_commenter_is_told() -> None:
    found = mistakes(START.replace("ago}", "ago, comments: [{by: anna, at: 1d ago, text: x}]}"))

    assert [(issue.line, issue.path) for issue in found] == [(5, "creators[0].posts[0].comments[0].by")]
    assert "did you mean 'ana'" in found[0].problem


def test_all_mistakes_are_told_at_once() -> None:
    found = mistakes("nwo: 1\ncreators:\n  - usrname: ana\n  - {username: ben, bio: [1]}\nkeys: x\n")

    assert [issue.line for issue in found] == [1, 3, 3, 4, 5]


def test_a_secret_is_never_shown() -> None:
    (issue,) = mistakes("keys:\n  - {kind: tikapi, name: a, secret: s3cret}\n")

    assert issue.path == "keys[0].secret"
    assert "s3cret" not in str(issue)


@pytest.mark.parametrize(
    ("text", "name", "line", "words"),
    [
        ('{"creators": [{"username": "a",\n  "bio": }]}', "demo.json", 2, "is not JSON"),
        ('{"creators": [\n\t{"username": "a", "bioo": "\\ud83d\\ude00"}]}', "demo.json", 2, "did you mean 'bio'"),
        ("creators: [\n  {username: a\n", "demo.yaml", 3, "is not YAML"),
        ("creators:\n  - !!python/object/apply:os.system [ls]", "demo.yaml", 2, "tags"),
        ("a: " + "[" * 5000, "demo.yaml", 1, "deep"),
        ("creators: [\xa0\x00]", "demo.yaml", 1, "is not YAML"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, name: str, line: int, words: str) -> None:
    found = mistakes(text, name)

    assert found[0].line == line
    assert words in found[0].problem


def test_aliases_cannot_stand_for_a_billion_values() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]

    (issue,) = mistakes("\n".join(lines))

    assert "more than 500,000 values" in issue.problem
