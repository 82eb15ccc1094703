"""The vendor's client, unmodified, writes as an account; what it wrote is read back here and through other dialects."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.evidence import shows
from tests.serving import serving

import tokgate
from tokgate.archive import open_archive
from tokgate.dialects.official.credentials import DEMO_CLIENT_TOKEN, DEMO_USER_TOKEN
from tokgate.dialects.tikapi.credentials import DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.dialects.tikapi.resources.comments import UserPostsComments
from tokgate.dialects.tikapi.resources.conversation_requests import ConversationRequests
from tokgate.dialects.tikapi.resources.live import Live
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.resources.user_posts import UserPosts
from tokgate.domain.relations import RelationKind
from tokgate.server.demo import demo_credentials
from tokgate.world.making import write_world
from tokgate.world.people import sample_username
from tokgate.world.sizes import DEMO

SCRIPT = Path(__file__).with_name("run_tikapi_writes.py")
EDITS = {"nickname": "Somebody Else", "username": "somebody.else", "bio": "moved"}

pytestmark = pytest.mark.clients


@shows(
    *(User.follow, User.unfollow, User.edit, User.info, User.following, User.notifications),
    *(UserPosts.like, UserPosts.unlike, UserPosts.likes, UserPosts.video),
    *UserPostsComments.operations(),
    *(User.sendMessage, ConversationRequests.markRead, ConversationRequests.accept, ConversationRequests.delete),
    *(Live.start, Live.sendChat, Live.stop),
)
@pytest.mark.parametrize("keep_comment", [False, True])
def test_what_the_vendors_client_writes_is_read_back_everywhere(tmp_path: Path, keep_comment: bool) -> None:
    archive = open_archive(str(tmp_path / "world.db"))
    write_world(archive, 7, msgspec.structs.replace(DEMO, items=True))
    sample = archive.creator(username=sample_username(7))
    assert sample is not None
    key = sample.key or 0
    other = next(
        each.creator
        for each in archive.creators()
        if each.posts and not each.creator.private and each.creator.key != key
        and archive.relation(RelationKind.FOLLOW, key, each.creator.key or 0) is None
    )  # fmt: skip
    post = next(
        each
        for each in archive.posts(other.key or 0, after=None, limit=50).rows
        if archive.relation(RelationKind.LIKE, key, each.id) is None
    )
    followers, likes = (other.audience and other.audience.followers) or 0, (post.counts and post.counts.likes) or 0
    listed = archive.comment_count(post.id)
    counted = (post.counts and post.counts.comments) or 0
    about = {
        "other": {"username": other.username, "secUid": other.served_sec_uid, "user_id": other.served_user_id},
        "post": str(post.id),
        "edits": EDITS,
        "keep_comment": keep_comment,
    }
    with serving(archive, demo_credentials(sample)) as url:
        seen = run(url, about)

        assert seen["follow"] == [
            [followers + 1, True],
            [followers + 1, True],
            [followers, False],
            [followers + 1, True],
        ]
        assert seen["like"] == [[likes + n, bool(n), bool(n)] for n in (1, 1, 0, 1)]
        said = [[listed, counted], [listed + 1, counted + 1], [listed + 1, counted + 2], [1, 1], [1, 1], [0, 0], [1, 1]]
        assert seen["comment"]["seen"] == (said if keep_comment else [*said, [listed, counted]])
        assert seen["talk"] == {"unread": [seen["talk"]["unread"][0], 0], "left": 0, "said": "welcome"}
        assert seen["talk"]["unread"][0] > 0
        assert seen["live"] == {"in profile": True, "found": True, "chat": ["page one"], "over": 4, "listed": True}
        assert seen["edit"] == EDITS
        assert seen["refused"] == [403, "This username isn't available. Please try a new one."]
        assert seen["notifications"][0] == seen["notifications"][1] > 30

        with tokgate.Official(user_token=DEMO_USER_TOKEN, client_token=DEMO_CLIENT_TOKEN, base_url=url) as official:
            own = official.user.info(fields=["display_name", "username", "bio_description", "following_count"]).data
            assert own is not None
            assert own.user is not None
            assert (own.user.display_name, own.user.username, own.user.bio_description) == tuple(EDITS.values())
            followed = official.research.user.following(username=EDITS["username"], max_count=100).data
            assert followed is not None
            assert other.username in [each.username for each in followed.user_following or []]
            found = official.research.video.comment.list(video_id=post.id, fields=["id", "text"], max_count=100).data
            assert found is not None
            texts = [each.text for each in found.comments or []]
            assert texts.count(f"hello @{other.username}") == int(keep_comment)
    archive.close()


def run(url: str, about: dict[str, Any]) -> dict[str, Any]:
    command = [sys.executable, str(SCRIPT), url, DEMO_API_KEY, DEMO_ACCOUNT_KEY, json.dumps(about)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen
