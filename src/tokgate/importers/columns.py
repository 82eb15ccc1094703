"""The columns of tables that people make: the closed set of meanings, and the names commonly used for each."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable, Mapping

#: What a column can mean, each with its known names, the surest first: normal forms of English, Danish and Spanish
#: headers, of pandas, pyktok, Apify and of the wire. Numbers are whole, `duration_s` seconds, times as `instants` says.
_KNOWN = {
    "id": "id video_id videoid post_id postid item_id itemid aweme_id tiktok_id tiktok_video_id",
    "url": "url video_url videourl post_url weburl web_url webvideourl web_video_url share_url permalink link href "
    "video_link tiktok_url",
    "username": "username user_name user_unique_id unique_id uniqueid author_username author_unique_id author_uniqueid "
    "authormeta_name tiktok_handle handle author_handle author uploader creator account user screen_name usuario "
    "brugernavn",
    "user_id": "user_id userid author_id authorid uid author_uid author_user_id authormeta_id",
    "sec_uid": "sec_uid secuid author_sec_uid author_secuid authormeta_secuid",
    "name": "display_name nickname author_name author_nickname authormeta_nickname nick_name full_name nombre navn",
    "text": "text desc caption description video_description beskrivelse descripcion descripción leyenda titulo título "
    "titel title",
    "created_at": "created_at create_time createtime create_time_utc createtimeiso created video_timestamp timestamp "
    "published_at publish_date posted_at upload_time upload_date upload_dato fecha_publicacion fecha_publicación "
    "date fecha dato",
    "duration_s": "duration_s duration duration_sec duration_seconds video_duration video_duration_sec "
    "videometa_duration",
    "plays": "plays play_count playcount views view_count viewcount video_view_count video_play_count video_playcount "
    "visninger vistas reproducciones visualizaciones",
    "likes": "likes like_count likecount digg_count diggcount video_like_count video_diggcount hearts heart_count "
    "me_gusta",
    "comments": "comments comment_count commentcount video_comment_count video_commentcount kommentarer comentarios",
    "shares": "shares share_count sharecount video_share_count video_sharecount delinger compartidos",
    "saves": "saves save_count collect_count collectcount favorites favorites_count favourites bookmarks gemmer "
    "guardados favoritos",
    "reposts": "reposts repost_count repostcount",
    "downloads": "downloads download_count downloadcount video_download_count descargas",
    "hashtags": "hashtags hashtag_names tags",
    "mentions": "mentions menciones",
    "language": "language lang desc_language text_language textlanguage",
    "region": "region region_code country location_created locationcreated video_locationcreated",
    "private": "private",
    "gone_at": "gone_at",
    "gone_reason": "gone_reason",
    "observed_at": "observed_at run_id collected_at scraped_at fetched_at crawled_at retrieved_at timestamp_collected "
    "collection_date scrape_date hentet_dato",
    "followers": "followers follower_count followercount author_followercount author_follower_count authormeta_fans "
    "fans følgere seguidores",
    "following": "following following_count followingcount author_followingcount author_following_count følger "
    "siguiendo",
    "likes_received": "likes_received samlet_likes total_likes likes_count author_heartcount author_heart_count "
    "authormeta_heart total_favorited",
    "posts": "posts video_count videocount author_videocount author_video_count aweme_count antal_videoer videos "
    "total_videos",
}
SYNONYMS: Mapping[str, tuple[str, ...]] = {field: tuple(names.split()) for field, names in _KNOWN.items()}
#: A column that means nothing here: it is kept with the record, and not read.
IGNORE = "ignore"
FIELDS = (*SYNONYMS, IGNORE)
_FIELD_OF = {name: field for field, names in SYNONYMS.items() for name in names}


@functools.lru_cache(maxsize=4096)
def normal(header: str) -> str:
    """A header as the table of names has it: `Video ID` as video_id, `authorMeta.name` as authormeta_name."""
    return re.sub(r"[\W_]+", "_", header.strip("\ufeff \t").casefold()).strip("_")


def check_mapping(mapping: Mapping[str, str]) -> None:
    """Refuse a mapping (column to field) to fields that there are not. ValueError says which, and the nearest right."""
    for column, field in mapping.items():
        if field not in FIELDS:
            raise ValueError(f"column {column!r} cannot mean {field!r}; {_nearest(field, FIELDS)}")


def missing_column(column: str, columns: Iterable[str]) -> str:
    """What to tell about a mapped column that the table has not."""
    return f"there is no column {column!r}; {_nearest(column, list(columns))}"


def columns_of(headers: Iterable[str], mapping: Mapping[str, str]) -> dict[str, list[str]]:
    """The columns of each field, the surest first: those mapped, else those whose name is known."""
    headers = list(headers)
    mapped = {field for field in mapping.values() if field != IGNORE}
    found: dict[str, list[str]] = {}
    for header in headers:
        field = mapping.get(header) or _FIELD_OF.get(normal(header))
        if field and field != IGNORE and (header in mapping or field not in mapped):
            found.setdefault(field, []).append(header)
    return {field: sorted(names, key=_rank) for field, names in found.items()}


def _rank(header: str) -> int:
    """Where a header stands among the known names; before all where it is known by the mapping alone."""
    name = normal(header)
    field = _FIELD_OF.get(name)
    return SYNONYMS[field].index(name) if field else -1


def _nearest(wrong: str, right: Iterable[str]) -> str:
    right = list(right)
    near = difflib.get_close_matches(wrong[:100].casefold(), right, n=3, cutoff=0.5)
    return "right would be " + ", ".join(near or right)
