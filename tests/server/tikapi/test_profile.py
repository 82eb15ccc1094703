"""The account's profile: seen, edited, and read by everybody else afterwards."""

from __future__ import annotations

import httpx
import pytest
from tests.evidence import shows
from tests.server.tikapi.conftest import ANA, FOE, TOM

import tokgate
from tokgate.contract.errors import ApiError, BadRequest, Cause, Forbidden, NotFound
from tokgate.dialects.tikapi.parameters.profile import ProfileField
from tokgate.dialects.tikapi.resources.earlier import EarlierUser
from tokgate.dialects.tikapi.resources.user import User


@shows(User.info)
def test_the_profile_is_the_accounts_own_or_that_of_whom_it_names(tikapi: tokgate.TikAPI) -> None:
    for answer, username in ((tikapi.user.info(), "ana"), (tikapi.user.info(username="@tom"), "tom")):
        assert answer.status == "success"
        assert answer.userInfo is not None
        assert answer.userInfo.user is not None
        assert answer.userInfo.user.uniqueId == username


@shows(User.info, causes=(Cause.UNKNOWN_CREATOR,))
def test_nobody_of_that_name(tikapi: tokgate.TikAPI) -> None:
    with pytest.raises(NotFound) as refused:
        tikapi.user.info(username="nobody.at.all")

    assert (refused.value.status, refused.value.code) == (403, "10202")


def test_a_profile_says_whether_the_account_follows_it(tikapi: tokgate.TikAPI, raw: httpx.Client) -> None:
    def relation() -> object:
        return raw.get("/user/info", params={"username": "tom"}).json()["userInfo"]["user"]["relation"]

    assert relation() == 0
    tikapi.user.follow(username="tom")
    assert relation() == 1


@shows(User.edit)
@pytest.mark.parametrize(
    ("field", "value", "member"),
    [
        (ProfileField.NICKNAME, "Ana of the Sea", "nickname"),
        (ProfileField.USERNAME, "ana.of.the.sea", "uniqueId"),
        (ProfileField.BIO, "waves & wind", "signature"),
    ],
)
def test_an_edit_is_read_back_everywhere(
    tikapi: tokgate.TikAPI, official: tokgate.Official, field: ProfileField, value: str, member: str
) -> None:
    answer = tikapi.user.edit(field=field, value=value)
    spelled = {"nickname": "nickname", "uniqueId": "unique_id", "signature": "signature"}[member]
    assert getattr(answer.user, spelled) == value

    checked = tikapi.public.check(user_id=ANA.user_id).userInfo
    assert checked is not None
    assert getattr(checked.user, member) == value
    own = official.user.info(fields=["display_name", "username", "bio_description"]).data
    assert own is not None
    assert own.user is not None
    shown = {"nickname": "display_name", "uniqueId": "username", "signature": "bio_description"}[member]
    assert getattr(own.user, shown) == value


@shows(User.edit)
def test_a_private_account_is_hidden_from_others_and_not_from_itself(tikapi: tokgate.TikAPI, raw: httpx.Client) -> None:
    tikapi.user.edit(field=ProfileField.PRIVATE, value="1")

    hidden = raw.get("/public/posts", params={"secUid": ANA.sec_uid or ""})
    assert (hidden.status_code, hidden.json()["statusCode"]) == (403, 10222)
    assert len(tikapi.user.posts.feed().itemList) == 3

    tikapi.user.edit(field=ProfileField.PRIVATE, value="false")
    assert len(tikapi.public.posts(secUid=ANA.sec_uid or "").itemList) == 3


@shows(User.edit, causes=(Cause.NAME_TAKEN,))
def test_a_username_that_another_has_is_not_to_be_had(tikapi: tokgate.TikAPI) -> None:
    with pytest.raises(Forbidden, match="isn't available") as refused:
        tikapi.user.edit(field=ProfileField.USERNAME, value="Tom")

    assert refused.value.status == 403
    assert tikapi.public.check(username="tom").userInfo is not None


@shows(User.edit, causes=(Cause.INVALID_PARAMETER,))
@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("username", "a", "value"),
        ("username", "ends.", "value"),
        ("username", "with blank", "value"),
        ("nickname", "x" * 31, "value"),
        ("bio", "x" * 81, "value"),
        ("private", "perhaps", "value"),
        ("avatar", "x", "field"),
    ],
)
def test_a_value_that_a_field_cannot_have_is_named(raw: httpx.Client, path: str, value: str, field: str) -> None:
    answer = raw.post(f"/user/edit/{path}", json={"value": value})

    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [field]


@shows(EarlierUser.edit)
def test_the_earliest_sdk_edits_all_at_once(tikapi: tokgate.TikAPI, raw: httpx.Client) -> None:
    answer = raw.post("/user/edit", json={"nickname": "A", "bio": "new", "privacy": 1}).json()

    assert (answer["user"]["nickname"], answer["user"]["signature"], answer["user"]["secret"]) == ("A", "new", 1)
    assert (answer["user"]["unique_id"], answer["status_code"]) == ("ana", 0)
    assert tikapi.earlier.user.edit(privacy="0").user is not None
    with pytest.raises(BadRequest):
        tikapi.earlier.user.edit(username="!")


@shows(User.follow, User.unfollow, User.info)
def test_a_follow_moves_the_counts_of_both_and_is_told_by_research(
    tikapi: tokgate.TikAPI, official: tokgate.Official
) -> None:
    def counts() -> tuple[int | None, int | None]:
        mine, theirs = tikapi.user.info().userInfo, tikapi.public.check(username="tom").userInfo
        assert mine is not None
        assert theirs is not None
        assert mine.stats is not None
        assert theirs.stats is not None
        return mine.stats.followingCount, theirs.stats.followerCount

    def followers() -> list[str | None]:
        data = official.research.user.followers(username="tom").data
        assert data is not None
        return [each.username for each in data.user_followers or []]

    assert counts() == (20, 10)
    for _ in range(2):
        tikapi.user.follow(username="tom", user_id=TOM.user_id, secUid=TOM.sec_uid)
    assert counts() == (21, 11)
    assert followers() == ["ana"]
    for _ in range(2):
        tikapi.user.unfollow(username="tom", user_id=TOM.user_id, secUid=TOM.sec_uid)
    assert counts() == (20, 10)
    assert followers() == []


@shows(User.follow, causes=(Cause.BLOCKED, Cause.PRIVATE_CREATOR, Cause.UNKNOWN_CREATOR, Cause.WRONG_CREATOR))
@pytest.mark.parametrize(
    ("names", "status", "code"),
    [
        ({"username": "foe"}, 403, "10113"),
        ({"username": "shy"}, 403, "10222"),
        ({"username": "nobody.at.all"}, 403, "10202"),
        ({"username": "ana"}, 403, ""),
        ({"username": "tom", "user_id": FOE.user_id}, 403, ""),
    ],
)
def test_whom_the_account_cannot_follow(tikapi: tokgate.TikAPI, names: dict[str, str], status: int, code: str) -> None:
    with pytest.raises(ApiError) as refused:
        tikapi.user.follow(**names)

    assert (refused.value.status, refused.value.code) == (status, code)
    profile = tikapi.user.info().userInfo
    assert profile is not None
    assert profile.stats is not None
    assert profile.stats.followingCount == 20
