"""Whatever three accounts do, in whatever order: every list and counter of every dialect tells what a model says."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, multiple, rule, run_state_machine_as_test
from tests.postgres import lent_address
from tests.server.tikapi.three import ACCOUNTS, NAMES, POSTS, TALKS, Standing, fill, three_served

from tokgate.archive import open_archive

names = st.sampled_from(NAMES)
posts = st.sampled_from(sorted(POSTS))
talks = st.sampled_from(sorted(TALKS))
counts = st.sampled_from([1, 2, 30])
USER_FIELDS = "follower_count,following_count,likes_count,video_count,bio_description"
texts = st.sampled_from(["nice", "@bob look", "🌊", "'; DROP", "%", "a" * 80])


class Said:
    """A comment, as the model has it."""

    def __init__(self, id: str, author: str, post: int, text: str, parent: Said | None) -> None:
        self.id, self.author, self.post, self.text, self.parent = id, author, post, text, parent
        self.likes: set[str] = set()
        self.is_gone = False


class Talked:
    """A conversation, as the model has it: `shown_from` is what of it is left for who was asked."""

    def __init__(self) -> None:
        self.texts = ["hello"]
        self.is_accepted = False
        self.shown_from = 0


class Deeds(RuleBasedStateMachine):
    """The deeds, the model that they change, and looks at what everybody tells of it."""

    comments: Bundle[Said] = Bundle("comments")
    rooms: Bundle[str] = Bundle("rooms")

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        archive = self.stack.enter_context(closing(open_archive(self.stack.enter_context(self.address()))))
        fill(archive)
        self.clock = Standing()
        self.three = self.stack.enter_context(three_served(archive, self.clock))
        self.follows: set[tuple[str, str]] = set()
        self.likes: dict[tuple[str, int], int] = {}
        self.said: list[Said] = []
        self.private: set[str] = set()
        self.bios = dict.fromkeys(NAMES, "")
        self.handles = {name: name for name in NAMES}
        self.talks = {id: Talked() for id in TALKS}
        self.chats: dict[str, list[str]] = {}
        self.running: dict[str, str] = {}
        self.owners: dict[str, str] = {}

    def address(self) -> AbstractContextManager[str]:
        """Where the archive is to be."""
        return nullcontext(":memory:")

    def teardown(self) -> None:
        self.stack.close()

    # What they may do

    def sees(self, name: str, author: str) -> bool:
        return name == author or author not in self.private or (name, author) in self.follows

    def did(self, name: str, path: str, *, allowed: bool = True, **members: object) -> Any:
        """Do it: it is done if the model allows it, and refused, without breaking anything, if not."""
        status, answer = self.three.post(name, path, **members)
        assert (status == 200) is allowed, (name, path, members, answer)
        assert status < 500, answer
        return answer

    # Deeds

    @rule()
    def wait(self) -> None:
        self.clock.second += 1

    @rule(name=names, other=names)
    def follow(self, name: str, other: str) -> None:
        allowed = name != other and self.sees(name, other)
        self.did(name, "/user/follow", username=self.handles[other], allowed=allowed)
        if allowed:
            self.follows.add((name, other))

    @rule(name=names, other=names)
    def unfollow(self, name: str, other: str) -> None:
        self.did(name, "/user/unfollow", username=self.handles[other])
        self.follows.discard((name, other))

    @rule(name=names, post=posts)
    def like(self, name: str, post: int) -> None:
        allowed = self.sees(name, POSTS[post])
        self.did(name, "/user/like", media_id=str(post), allowed=allowed)
        if allowed:
            self.likes.setdefault((name, post), self.clock.second)

    @rule(name=names, post=posts)
    def unlike(self, name: str, post: int) -> None:
        self.did(name, "/user/unlike", media_id=str(post))
        self.likes.pop((name, post), None)

    @rule(target=comments, name=names, post=posts, text=texts)
    def comment(self, name: str, post: int, text: str) -> Any:
        return self._comment(name, post, text, None)

    @rule(target=comments, name=names, to=comments, text=texts)
    def reply(self, name: str, to: Said, text: str) -> Any:
        return self._comment(name, to.post, text, to)

    def _comment(self, name: str, post: int, text: str, to: Said | None) -> Any:
        allowed = self.sees(name, POSTS[post]) and (to is None or not to.is_gone)
        more = {} if to is None else {"reply_comment_id": to.id}
        answer = self.did(name, "/user/comment", media_id=str(post), text=text, allowed=allowed, has_tags=True, **more)
        if not allowed:
            return multiple()
        said = Said(answer["comment"]["cid"], name, post, text, (to.parent or to) if to is not None else None)
        assert said.id not in {each.id for each in self.said}
        self.said.append(said)
        return said

    @rule(name=names, comment=comments, ends=st.booleans())
    def like_comment(self, name: str, comment: Said, ends: bool) -> None:
        allowed = self.sees(name, POSTS[comment.post]) and not comment.is_gone
        path = "/user/comment/unlike" if ends else "/user/comment/like"
        self.did(name, path, media_id=str(comment.post), comment_id=comment.id, allowed=allowed)
        if allowed:
            (comment.likes.discard if ends else comment.likes.add)(name)

    @rule(name=names, comment=comments)
    def delete_comment(self, name: str, comment: Said) -> None:
        is_theirs = name in (comment.author, POSTS[comment.post])
        self.did(name, "/user/comment/delete", comment_id=comment.id, allowed=is_theirs or comment.is_gone)
        if is_theirs:
            for each in (comment, *(each for each in self.said if each.parent is comment)):
                each.is_gone = True

    @rule(name=names, is_private=st.booleans())
    def hide(self, name: str, is_private: bool) -> None:
        self.did(name, "/user/edit/private", value=str(int(is_private)))
        (self.private.add if is_private else self.private.discard)(name)

    @rule(name=names, text=texts)
    def edit_bio(self, name: str, text: str) -> None:
        self.did(name, "/user/edit/bio", value=text)
        self.bios[name] = text

    @rule(name=names, handle=st.sampled_from([*NAMES, "dan", "Eve_5"]))
    def rename(self, name: str, handle: str) -> None:
        is_free = handle not in {each for other, each in self.handles.items() if other != name}
        self.did(name, "/user/edit/username", value=handle, allowed=is_free)
        if is_free:
            self.handles[name] = handle

    @rule(name=names, talk=talks, text=texts)
    def send(self, name: str, talk: int, text: str) -> None:
        model, (asks, asked) = self.talks[talk], TALKS[talk]
        allowed = name == asks or (name == asked and model.is_accepted)
        self.did(name, "/user/message/send", text=text, ticket=f"ticket-{talk}", allowed=allowed, **_ids(talk))
        if allowed:
            model.texts.append(text)

    @rule(name=names, talk=talks, what=st.sampled_from(["mark_read", "delete", "accept"]))
    def answer_request(self, name: str, talk: int, what: str) -> None:
        model, (asks, asked) = self.talks[talk], TALKS[talk]
        more = {"user_id": ACCOUNTS[asks].user_id} if what == "accept" else {}
        is_left = model.shown_from < len(model.texts)
        may = model.is_accepted or is_left if what == "accept" else not model.is_accepted
        allowed = name == asked and may
        status, answer = self.three.get(name, f"/user/conversations/requests/{what}", **_ids(talk), **more)
        assert (status == 200) is allowed, (name, what, answer)
        if allowed and what == "delete":
            model.shown_from = len(model.texts)
        if allowed and what == "accept":
            model.is_accepted = True

    @rule(target=rooms, name=names)
    def start(self, name: str) -> Any:
        room = self.did(name, "/user/live/start", title=f"{name}'s room")["room"]["id"]
        if name in self.running:
            assert room == self.running[name]
            return multiple()
        assert room not in self.chats
        self.running[name] = room
        self.owners[room] = name
        self.chats[room] = []
        return room

    @rule(name=names)
    def stop(self, name: str) -> None:
        self.did(name, "/user/live/stop")
        self.running.pop(name, None)

    @rule(name=names, room=rooms, text=texts)
    def chat(self, name: str, room: str, text: str) -> None:
        allowed = room in self.running.values() and self.sees(name, self.owners[room])
        self.did(name, "/user/live/chat/send", room_id=room, text=text, allowed=allowed)
        if allowed:
            self.chats[room].append(text)

    # What everybody tells

    @rule(name=names, count=counts)
    def look_at_follows(self, name: str, count: int) -> None:
        three, sec_uid = self.three, ACCOUNTS[name].sec_uid
        followers = sorted(self.handles[one] for one, other in self.follows if other == name)
        followed = sorted(self.handles[other] for one, other in self.follows if one == name)
        hearts = sum(POSTS[post] == name for _, post in self.likes)
        liked = sum(one == name for one, _ in self.likes)

        assert _names(three.walk(name, "/user/followers", "userList", count=count)) == followers
        assert _names(three.walk(name, "/user/following", "userList", count=count)) == followed
        assert _names(three.walk(name, "/user/following/v1", "userList", count=count)) == followed
        info = three.found(name, "/user/info")["userInfo"]
        assert info["user"]["uniqueId"] == self.handles[name]
        numbers = [info["stats"][each] for each in ("followerCount", "followingCount", "heartCount", "videoCount")]
        assert numbers == [len(followers), len(followed), hearts, 2]
        assert info["stats"]["diggCount"] == liked
        assert (info["user"]["signature"], info["user"]["privateAccount"]) == (self.bios[name], name in self.private)
        assert info["user"]["roomId"] == self.running.get(name, "")
        user = three.display(name, "/v2/user/info/", method="GET", fields=USER_FIELDS)["user"]
        assert [user.get(each, "") for each in USER_FIELDS.split(",")] == [*numbers, self.bios[name]]
        if name in self.private:
            return
        for path, there in (("/public/followers", followers), ("/public/following", followed)):
            assert _names(three.walk("", path, "userList", count=count, secUid=sec_uid)) == there
        account = three.research("user/info", USER_FIELDS, username=self.handles[name])
        assert [account.get(each, "") for each in USER_FIELDS.split(",")] == [*numbers, self.bios[name]]
        for path, rows, there in (
            ("user/followers", "user_followers", followers),
            ("user/following", "user_following", followed),
        ):
            told = three.research_walk(path, rows, username=self.handles[name], max_count=count)
            assert sorted(each["username"] for each in told) == there

    @rule(name=names, count=counts)
    def look_at_likes(self, name: str, count: int) -> None:
        three, sec_uid = self.three, ACCOUNTS[name].sec_uid
        # The latest first; of one second, by their ids.
        seconds = {post: second for (one, post), second in self.likes.items() if one == name}
        liked = sorted(seconds, key=lambda post: (seconds[post], post), reverse=True)
        own = [post for post in liked if self.sees(name, POSTS[post])]
        open_to_all = [post for post in liked if POSTS[post] not in self.private]
        assert _ids_in(three.walk(name, "/user/likes", "itemList", count=count)) == own
        if name not in self.private:
            assert _ids_in(three.walk("", "/public/likes", "itemList", count=count, secUid=sec_uid)) == open_to_all
            told = three.research_walk(
                "user/liked_videos", "user_liked_videos", "id", username=self.handles[name], max_count=count
            )
            assert [each["id"] for each in told] == open_to_all

    @rule(name=names, post=posts, count=counts)
    def look_at_post(self, name: str, post: int, count: int) -> None:
        three, author = self.three, POSTS[post]
        likers = {one for one, liked in self.likes if liked == post}
        there = [each for each in self.said if each.post == post and not each.is_gone]
        first = [each for each in there if each.parent is None]
        [video] = three.display(
            author, "/v2/video/query/", fields="like_count,comment_count", filters={"video_ids": [str(post)]}
        )["videos"]
        assert video == {"like_count": len(likers), "comment_count": len(there)}
        if self.sees(name, author):
            item = three.found(name, "/user/video", id=post)["itemInfo"]["itemStruct"]
            assert (item["stats"]["diggCount"], item["stats"]["commentCount"]) == (len(likers), len(there))
            told = three.walk(name, "/user/comment/list", "comments", media_id=post, count=count)
            assert _comments_in(told, name) == _comments_of(first, self.said, name)
            for each in first:
                more = {"media_id": post, "comment_id": each.id, "count": count}
                replies = [reply for reply in there if reply.parent is each]
                told = three.walk(name, "/user/comment/reply/list", "comments", **more)
                assert _comments_in(told, name) == _comments_of(replies, self.said, name)
        else:
            assert three.get(name, "/user/video", id=post)[0] == 403
        if author not in self.private:
            told = three.walk("", "/public/comment/list", "comments", media_id=post, count=count)
            assert _comments_in(told, "") == _comments_of(first, self.said, "")
            told = three.research_walk(
                "video/comment/list", "comments", "id,like_count,reply_count", video_id=post, max_count=count
            )
            assert {(str(each["id"]), each["like_count"], each["reply_count"]) for each in told} == {
                (id, likes, replies) for id, _, likes, replies, _ in _comments_of(first, self.said, "")
            }

    @rule(talk=talks)
    def look_at_talk(self, talk: int) -> None:
        model, (asks, asked) = self.talks[talk], TALKS[talk]
        left = model.texts[model.shown_from :]
        told = self.three.walk(asks, "/user/messages", "messages", limit=2, **_ids(talk))
        assert [each["text"] for each in reversed(told)] == model.texts
        status, page = self.three.get(asked, "/user/messages", **_ids(talk))
        assert (status == 200) is model.is_accepted
        if model.is_accepted:
            assert [each["text"] for each in reversed(page["messages"])] == left[-30:]
        status, page = self.three.get(asked, "/user/messages/requests", **_ids(talk))
        is_asked = not model.is_accepted and bool(left)
        assert (status == 200) is is_asked
        if is_asked:
            assert [each["text"] for each in reversed(page["messages"])] == left
        requests = self.three.found(asked, "/user/conversations/requests")["conversations"]
        assert (f"0:1:{talk}" in {each["id"] for each in requests}) is is_asked
        own = self.three.found(asked, "/user/conversations")["conversations"]
        assert (f"0:1:{talk}" in {each["id"] for each in own}) is model.is_accepted

    @rule(name=names, room=rooms)
    def look_at_room(self, name: str, room: str) -> None:
        status, page = self.three.get(name, "/user/live/chat", room_id=room)
        assert (status == 200) is self.sees(name, self.owners[room])
        if status == 200:
            assert [each["content"] for each in page["messagesList"]] == self.chats[room]


def _ids(talk: int) -> dict[str, Any]:
    return {"conversation_id": f"0:1:{talk}", "conversation_short_id": str(talk)}


def _names(rows: list[Any]) -> list[str]:
    return sorted(each["user"]["uniqueId"] for each in rows)


def _ids_in(items: list[Any]) -> list[int]:
    return [int(item["id"]) for item in items]


def _comments_in(told: list[Any], name: str) -> set[tuple[str, str, int, int, int]]:
    found = [
        (each["cid"], each["text"], each["digg_count"], each["reply_comment_total"], each["user_digged"])
        for each in told
    ]
    assert len(found) == len(set(found)), "a comment is listed twice"
    return set(found)


def _comments_of(there: list[Said], said: list[Said], name: str) -> set[tuple[str, str, int, int, int]]:
    return {
        (
            each.id,
            each.text,
            len(each.likes),
            sum(reply.parent is each and not reply.is_gone for reply in said),
            int(name in each.likes),
        )
        for each in there
    }


@pytest.mark.parametrize(("engine", "examples"), [("sqlite", 12), ("postgres", 4)])
def test_every_dialect_tells_what_was_done(engine: str, examples: int) -> None:
    class OnEngine(Deeds):
        def address(self) -> AbstractContextManager[str]:
            return lent_address() if engine == "postgres" else nullcontext(":memory:")

    # What failed is told as it was found: making it smaller takes minutes, since each step is some requests.
    bounded = settings(max_examples=examples, stateful_step_count=40, deadline=None, phases=[Phase.generate])
    run_state_machine_as_test(OnEngine, settings=bounded)
