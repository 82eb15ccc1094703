"""Run by the tests in a process of its own: the vendor's `tikapi`, unmodified, writes as an account and reads it back.

Arguments: base URL, API key, account key, JSON of what to write to. Prints JSON: what was read after each step.
"""

import json
import sys
from typing import Any

from tikapi import ResponseException, TikAPI

About = dict[str, Any]


def main() -> None:
    base, key, account_key, given = sys.argv[1:]
    about = json.loads(given)
    api = TikAPI(key)
    api.set(__options__={"base": base})
    user = api.user(accountKey=account_key)
    print(json.dumps({name: step(api, user, about) for name, step in STEPS.items()}))


def follow(api: Any, user: Any, about: About) -> Any:
    name = {name: about["other"][name] for name in ("username", "secUid", "user_id")}
    seen: list[Any] = []
    for call in (user.follow, user.follow, user.unfollow, user.follow):
        call(**name)
        stats = api.public.check(username=name["username"]).json()["userInfo"]["stats"]
        followed = walk(user.following(count=2), "userList")
        seen.append([stats["followerCount"], name["username"] in [each["user"]["uniqueId"] for each in followed]])
    return seen


def like(api: Any, user: Any, about: About) -> Any:
    seen: list[Any] = []
    for call in (user.posts.like, user.posts.like, user.posts.unlike, user.posts.like):
        call(media_id=about["post"])
        item = user.posts.video(id=about["post"]).json()["itemInfo"]["itemStruct"]
        liked = [each["id"] for each in walk(user.posts.likes(count=30), "itemList")]
        seen.append([item["stats"]["diggCount"], item["digged"], about["post"] in liked])
    return seen


def comment(api: Any, user: Any, about: About) -> Any:
    comments, post = user.posts.comments, about["post"]

    def listed() -> list[str]:
        return [each["cid"] for each in walk(comments.list(media_id=post, count=2), "comments")]

    def counted() -> list[int]:
        item = api.public.video(id=post).json()["itemInfo"]["itemStruct"]
        return [len(listed()), item["stats"]["commentCount"]]

    seen: list[Any] = [counted()]
    text = "hello @" + about["other"]["username"]
    said = comments.post(media_id=post, text=text, has_tags=True).json()["comment"]
    assert said["text_extra"][0]["user_id"] == about["other"]["user_id"]
    seen.append(counted())
    reply = comments.post(media_id=post, text="and more", reply_comment_id=said["cid"]).json()["comment"]
    assert reply["cid"] in [
        each["cid"] for each in comments.replies(media_id=post, comment_id=said["cid"]).json()["comments"]
    ]
    seen.append(counted())
    for call in (comments.like, comments.like, comments.unlike, comments.like):
        call(media_id=post, comment_id=said["cid"])
        [found] = [each for each in walk(comments.list(media_id=post), "comments") if each["cid"] == said["cid"]]
        seen.append([found["digg_count"], found["user_digged"]])
    if about["keep_comment"]:
        return {"seen": seen, "kept": said["cid"]}
    comments.delete(comment_id=said["cid"])
    seen.append(counted())
    return {"seen": seen, "gone": said["cid"] not in listed()}


def talk(api: Any, user: Any, about: About) -> Any:
    requests = user.conversationRequests
    first, second = (
        {"conversation_id": each["id"], "conversation_short_id": each["short_id"]}
        for each in walk(requests.conversations(), "conversations")[:2]
    )
    asker = walk(requests.conversations(), "conversations")[0]["ownerUid"]
    unread = [each["unreadCount"] for each in walk(requests.conversations(), "conversations")[:1]]
    requests.markRead(**first)
    unread += [each["unreadCount"] for each in walk(requests.conversations(), "conversations")[:1]]
    requests.accept(user_id=asker, **first)
    requests.delete(**second)
    gone = {first["conversation_short_id"], second["conversation_short_id"]}
    left = gone & {each["short_id"] for each in walk(requests.conversations(), "conversations")}
    [accepted] = [
        each
        for each in walk(user.conversations(), "conversations")
        if each["short_id"] == first["conversation_short_id"]
    ]
    user.sendMessage(text="welcome", ticket=accepted["ticket"], **first)
    said = walk(user.messages(limit="5", **first), "messages")[0]["text"]
    return {
        "unread": unread,
        "left": len({first["conversation_short_id"], second["conversation_short_id"]} & set(left)),
        "said": said,
    }


def live(api: Any, user: Any, about: About) -> Any:
    room = user.live.start(title="reading aloud").json()["room"]["id"]
    user.live.sendChat(room_id=room, text="page one")
    shown = api.public.check(username=user.info().json()["userInfo"]["user"]["uniqueId"]).json()["userInfo"]["user"]
    found = [each["live_info"]["id"] for each in walk(user.live.search(query="reading aloud"), "data")]
    chat = [each["content"] for each in user.live.chat(room_id=room).json()["messagesList"]]
    user.live.stop()
    after = [user.live.info(room_id=room).json()["data"]["status"], user.live.list(count=1).json()["data"]]
    return {
        "in profile": shown["roomId"] == room,
        "found": room in found,
        "chat": chat,
        "over": after[0],
        "listed": after[1][0]["live_info"]["id"] == room,
    }


def edit(api: Any, user: Any, about: About) -> Any:
    for field, value in about["edits"].items():
        user.edit(field=field, value=value)
    shown = user.info().json()["userInfo"]["user"]
    return {"nickname": shown["nickname"], "username": shown["uniqueId"], "bio": shown["signature"]}


def refused(api: Any, user: Any, about: About) -> Any:
    try:
        user.edit(field="username", value=about["other"]["username"])
    except ResponseException as problem:
        return [problem.response.status_code, str(problem)]
    return "allowed"


def notifications(api: Any, user: Any, about: About) -> Any:
    found: list[str] = []
    response = user.notifications(count=30)
    while response:
        [page] = response.json()["notice_lists"]
        found += [notice["nid"] for notice in page["notice_list"]]
        response = response.next_items()
    return [len(found), len(set(found))]


def walk(response: Any, name: str) -> list[Any]:
    entries: list[Any] = []
    while response:
        entries += response.json()[name]
        response = response.next_items()
    return entries


STEPS = {
    "follow": follow,
    "like": like,
    "comment": comment,
    "talk": talk,
    "live": live,
    "edit": edit,
    "refused": refused,
    "notifications": notifications,
}
main()
