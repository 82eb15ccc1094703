"""Domain things in TikTok's own spelling, and back: what that spelling can say comes back as it was."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.dialects.answers import OBSERVED_MS, answer_of, received, subjects_of

from tokgate.dialects.official import display_reading, research_reading
from tokgate.dialects.official.display import User, Video, VideoPage
from tokgate.dialects.official.reading import READERS, account, comments, followers, following
from tokgate.dialects.official.research import (
    RepostedPage,
    ResearchAccount,
    ResearchAccountAnswer,
    ResearchComment,
    ResearchCommentPage,
    ResearchFollowPage,
    ResearchVideo,
)
from tokgate.dialects.official.research_resources import ResearchUser
from tokgate.dialects.official.resources import VideoResource
from tokgate.dialects.official.writing import (
    display_user,
    display_video,
    follower,
    research_account,
    research_comment,
    research_video,
)
from tokgate.dialects.web.writing import item_of
from tokgate.domain.counts import Audience, Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.posts import (
    CUT_TEXT,
    Comment,
    Hashtag,
    Kind,
    Mention,
    Post,
    PostDetails,
    PostSummary,
    Sound,
    second_of,
)
from tokgate.domain.relations import follow
from tokgate.domain.relations import repost as reposted_by

large = st.integers(0, 2**63 - 1)
seconds = st.integers(1_400_000_000, 2_000_000_000)
handles = st.from_regex(r"[a-z0-9_.]{1,24}", fullmatch=True)
links = st.just("https://p16-sign.tiktokcdn.com/a.jpeg?x-expires=1")
texts = st.text(st.characters(codec="utf-8"), max_size=200)
words = st.text("abcXYZ日ñ", min_size=1, max_size=8)
exact = st.just(Precision.EXACT)
audiences = st.builds(Audience, followers=large, following=large, likes=large, posts=large, precision=exact)


@st.composite
def post_ids(draw: st.DrawFn) -> int:
    return (draw(seconds) << 32) + draw(st.integers(0, 2**32 - 1))


@st.composite
def films(draw: st.DrawFn, posts: st.SearchStrategy[Post]) -> Post:
    """A post that is either a film with a length in whole seconds or photos without one."""
    kind = draw(st.sampled_from(Kind))
    length = draw(st.integers(1, 600)) * 1000 if kind is Kind.VIDEO else None
    return msgspec.structs.replace(draw(posts), kind=kind, duration_ms=length)


display_posts = films(
    st.builds(
        Post,
        id=post_ids(),
        creator=st.builds(Creator, username=handles),
        created_s=seconds,
        text=texts.map(lambda text: text[:CUT_TEXT]),
        title=st.none() | texts.map(lambda text: f"On {text}"[:150]),
        width=st.just(576),
        height=st.just(1024),
        cover_url=links,
        counts=st.builds(Counts, plays=large, likes=large, comments=large, shares=large, precision=exact),
    )
)
display_creators = st.builds(
    Creator, username=handles, name=words, bio=texts, avatar_url=links, verified=st.booleans(), audience=audiences
)
hashtags = st.builds(Hashtag, name=words, id=large.filter(bool).map(str), description=st.none() | words)
research_posts = films(
    st.builds(
        Post,
        id=post_ids(),
        creator=st.builds(Creator, username=handles),
        created_s=seconds,
        text=texts,
        region=st.just("DE"),
        counts=st.builds(Counts, plays=large, likes=large, comments=large, shares=large, saves=large, precision=exact),
        sound=st.none() | st.builds(Sound, id=st.integers(1, 2**63 - 1)),
        hashtags=st.none() | st.lists(hashtags, max_size=4, unique_by=lambda tag: tag.name.casefold()),
        mentions=st.none() | st.lists(st.builds(Mention, text=words), max_size=3),
        voice_to_text=st.none() | words,
    )
)
research_comments = st.builds(
    Comment,
    id=st.integers(1, 2**63 - 1),
    post_id=post_ids(),
    parent_id=st.none() | st.integers(1, 2**31),
    text=texts,
    created_s=seconds,
    likes=large,
    replies=large,
)
research_creators = st.builds(
    Creator,
    username=handles,
    name=st.none() | words,
    bio=st.none() | texts,
    bio_url=st.none() | links,
    avatar_url=st.none() | links,
    verified=st.none() | st.booleans(),
    audience=st.none() | audiences,
)


def summary_of(post: Post) -> PostSummary:
    """What an archive would show of a post that it has heard of once."""
    counts = post.counts or Counts()
    details = PostDetails(**{name: getattr(post, name) for name in PostDetails.__struct_fields__})
    return PostSummary(
        ms=(post.created_s if post.created_s is not None else second_of(post.id)) * 1000,
        id=post.id,
        creator=1,
        kind=post.kind,
        text=post.text,
        title=post.title,
        region=post.region,
        duration_ms=post.duration_ms,
        width=post.width,
        height=post.height,
        cover_url=post.cover_url,
        plays=counts.plays,
        likes=counts.likes,
        comments=counts.comments,
        shares=counts.shares,
        saves=counts.saves,
        json=msgspec.json.encode(details).decode(),
    )


@given(display_posts)
def test_a_post_comes_back_from_the_display_api(post: Post) -> None:
    username = (post.creator.username if post.creator else None) or ""
    written = msgspec.json.encode(display_video(summary_of(post), username, "aw1"))
    video = msgspec.json.decode(written, type=Video)
    assert display_reading.post_of(video) == post


@given(st.text(st.characters(codec="utf-8"), min_size=140, max_size=400))
def test_the_display_api_cuts_captions(text: str) -> None:
    video = display_video(summary_of(Post(id=ID, text=text)), "ana", "aw1")

    assert video.title == video.video_description == text[:150]


@given(display_creators)
def test_a_creator_comes_back_from_the_display_api(creator: Creator) -> None:
    user = msgspec.json.decode(msgspec.json.encode(display_user(creator, "aw1")), type=User)
    assert display_reading.creator_of(user) == creator


@given(research_posts)
def test_a_post_comes_back_from_the_research_api(post: Post) -> None:
    video = msgspec.json.decode(msgspec.json.encode(research_video(summary_of(post), post.creator)), type=ResearchVideo)
    assert msgspec.structs.replace(research_reading.post_of(video), details=None) == post


@given(research_posts)
def test_what_only_the_research_api_tells_comes_back_under_its_names(post: Post) -> None:
    details = {"effect_ids": ["1"], "video_label": {"content": "x"}, "is_stem_verified": False, "playlist_id": 7}
    told = msgspec.structs.replace(post, details=details)
    back = research_reading.post_of(research_video(summary_of(told), told.creator)).details or {}
    assert {name: back.get(name) for name in details} == details


@given(st.lists(words, max_size=5), st.lists(words, max_size=5, unique_by=str.casefold))
def test_the_lists_of_hashtags_come_back_as_they_came(names: list[str], described: list[str]) -> None:
    infos = [{"hashtag_id": 7 + len(name), "hashtag_name": name, "hashtag_description": ""} for name in described]
    came = ResearchVideo(id=ID, create_time=1_736_000_000, hashtag_names=names, hashtag_info_list=infos)
    served = research_video(summary_of(research_reading.post_of(came)), None)

    assert (served.hashtag_names, served.hashtag_info_list) == (names, infos)


def test_hashtags_that_another_source_tells_of_later_are_served() -> None:
    came = ResearchVideo(id=ID, hashtag_names=["Old"], hashtag_info_list=[])
    newer = msgspec.structs.replace(research_reading.post_of(came), hashtags=[Hashtag(name="New", id="9")])
    served = research_video(summary_of(newer), None)

    assert served.hashtag_names == ["new"]
    assert served.hashtag_info_list == [{"hashtag_id": 9, "hashtag_name": "New", "hashtag_description": ""}]


@given(st.sampled_from(Kind), st.integers(0, 10**7))
@example(Kind.VIDEO, 500)
@example(Kind.VIDEO, 2500)
@example(Kind.VIDEO, 60_999)
def test_a_post_is_as_many_seconds_long_in_every_dialect(kind: Kind, duration_ms: int) -> None:
    post = Post(id=ID, kind=kind, text="", duration_ms=duration_ms)
    web = item_of(post)["video"]["duration"]
    display = display_video(summary_of(post), "ana", "aw1").duration
    research = research_video(summary_of(post), None).video_duration

    assert (web, display) == (research, research)


@given(research_comments)
def test_a_comment_comes_back_from_the_research_api(comment: Comment) -> None:
    wire = msgspec.json.decode(msgspec.json.encode(research_comment(comment)), type=ResearchComment)
    assert research_reading.comment_of(wire) == comment


@given(research_creators)
def test_an_account_comes_back_from_the_research_api_under_the_handle_asked_for(creator: Creator) -> None:
    wire = msgspec.json.decode(msgspec.json.encode(research_account(creator)), type=ResearchAccount)
    assert research_reading.creator_of(wire, creator.username) == creator


# Answers


ID = 7455843246682524960


@pytest.mark.parametrize("name", ["reposted_videos", "user_reposted_videos"])
def test_a_repost_is_that_of_the_account_asked_for_in_both_spellings_of_the_list(name: str) -> None:
    page = answer_of(RepostedPage, {"data": {name: [{"id": ID, "username": "someone", "favourites_count": 3}]}})
    reading = READERS.read(ResearchUser.reposted_videos, {"username": "ana"}, page, OBSERVED_MS)
    post, repost = (each.subject for each in reading.observations)
    assert isinstance(post, Post)
    assert post.creator == Creator(username="someone")
    assert post.counts == Counts(saves=3, precision=Precision.EXACT)
    assert repost == reposted_by(Creator(username="ana"), Post(id=ID))
    assert {each.source for each in reading.observations} == {"research_api"}


def test_an_id_that_is_none_costs_its_video_alone() -> None:
    videos = [{"id": "1e9"}, {"id": str(ID), "create_time": ID}, {"id": str(ID)}]
    page = answer_of(VideoPage, {"data": {"videos": videos}})
    reading = READERS.read(VideoResource.list, {}, page, OBSERVED_MS)
    assert [each.subject for each in reading.observations] == [Post(id=ID)]
    assert [each.path for each in reading.unreadable] == ["$.data.videos[0].id", "$.data.videos[1].create_time"]


def test_an_account_is_the_one_asked_for() -> None:
    answer = answer_of(ResearchAccountAnswer, {"data": {"display_name": "Ana", "follower_count": 9}})
    (creator,) = subjects_of(list(account(answer, received(username="ana"))))
    assert creator == Creator(username="ana", name="Ana", audience=Audience(followers=9, precision=Precision.EXACT))


@given(st.lists(research_comments, max_size=3))
def test_a_page_of_comments(kept: list[Comment]) -> None:
    page = answer_of(ResearchCommentPage, {"data": {"comments": [research_comment(comment) for comment in kept]}})
    assert subjects_of(list(comments(page, received(video_id=1)))) == kept


def test_a_page_of_followers_and_one_of_followed_accounts() -> None:
    tom, ana = Creator(username="tom", name="Tom"), Creator(username="ana")
    page = answer_of(ResearchFollowPage, {"data": {"user_followers": [follower(tom)], "cursor": 1_700_000_000}})
    assert subjects_of(list(followers(page, received(username="ana")))) == [tom, follow(tom.named, ana)]
    page = answer_of(ResearchFollowPage, {"data": {"user_following": [follower(tom)], "has_more": False}})
    assert subjects_of(list(following(page, received(username="ana")))) == [tom, follow(ana, tom.named)]
