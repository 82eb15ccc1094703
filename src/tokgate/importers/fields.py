"""What a column of a table or a member of a row can mean, and the names that mean it.

The names are those of the wire, of pandas, of public tools (4CAT, Zeeschuimer, pyktok, Apify, Bright Data, TikTok
Studio) and of headers in several languages. They are compared without case, accents and marks: `digg_count` is also
diggCount and "Digg Count".
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec


class About(StrEnum):
    """What a column is about, as the beginning of its name tells: `author_likes`, `video.stats.plays`, `musicMeta`."""

    POST = "post"
    CREATOR = "creator"
    SOUND = "sound"
    COMMENT = "comment"


class Names(msgspec.Struct, frozen=True):
    """The names of a field. `sure` ones stand alone; `weak` ones too, in a table that has no sure one.

    `inside` are sure only behind a word for what they are about: `name` of an author, `id` of a sound.
    """

    about: About
    sure: str = ""
    weak: str = ""
    inside: str = ""


_POST, _CREATOR, _SOUND, _COMMENT = About.POST, About.CREATOR, About.SOUND, About.COMMENT

#: Every meaning, with its names. Counts are whole, `duration_s` seconds, times as `instants` reads them.
FIELD_NAMES: Mapping[str, Names] = {
    "id": Names(_POST, "id tiktok_id tiktok_video_id"),
    "url": Names(
        _POST,
        "url web_url web_video_url share_url permalink link href tiktok_url tiktok_link enlace lien",
        inside="page_url",
    ),
    "username": Names(
        _CREATOR,
        "username unique_id handle tiktok_handle screen_name authormeta.name brugernavn nombre_de_usuario "
        "nome_de_usuario nutzername benutzername nom_utilisateur",
        "author creator account user uploader usuario commenter",
        inside="meta_name",
    ),
    "user_id": Names(_CREATOR, "uid", inside="id"),
    "sec_uid": Names(_CREATOR, "sec_uid"),
    "name": Names(
        _CREATOR,
        "display_name nickname nick_name full_name nombre navn",
        inside="name full meta_nickname meta_nick_name",
    ),
    "bio": Names(_CREATOR, "bio signature bio_description biography", inside="description meta_signature"),
    "verified": Names(_CREATOR, "verified is_verified", inside="meta_verified"),
    "followers": Names(
        _CREATOR,
        "followers follower_count followers_count fans følgere seguidores abonnenten abonnes",
        inside="fan_count meta_fans",
    ),
    "following": Names(
        _CREATOR, "following following_count følger siguiendo seguindo gefolgt abonnements", inside="meta_following"
    ),
    "likes_received": Names(
        _CREATOR,
        "likes_received samlet_likes total_favorited",
        "total_likes",
        inside="likes like_count likes_count heart hearts heart_count total_likes meta_heart",
    ),
    "posts": Names(
        _CREATOR,
        "posts_on_profile",
        "posts video_count videos_count aweme_count antal_videoer videos total_videos",
        inside="post_count video meta_video",
    ),
    "text": Names(
        _POST,
        "text desc caption description body beskrivelse descripcion leyenda legenda descricao beschreibung descrizione",
    ),
    "title": Names(_POST, "title titulo titel titre titolo"),
    "kind": Names(_POST, "kind"),
    "created_at": Names(
        _POST,
        "created_at create_time created_time create_time_utc create_time_iso unix_timestamp",
        "created timestamp published_at publish_date publish_time posted_at upload_time upload_date upload_dato "
        "fecha_publicacion data_de_publicacao date fecha dato data datum",
        inside="time",
    ),
    "duration_s": Names(_POST, "duration_s duration duration_sec duration_seconds", inside="meta_duration"),
    "duration_ms": Names(_POST, "duration_ms"),
    "width": Names(_POST, "width", inside="meta_width"),
    "height": Names(_POST, "height", inside="meta_height"),
    "plays": Names(
        _POST,
        "plays play_count plays_count views view_count views_count total_views visninger vistas reproducciones "
        "visualizaciones visualizacoes aufrufe vues visualizzazioni",
    ),
    "likes": Names(
        _POST,
        "likes like_count likes_count digg_count hearts heart_count me_gusta curtidas gefallt_mir j_aime mi_piace",
    ),
    "comments": Names(
        _POST,
        "comments comment_count comments_count total_comments kommentarer comentarios kommentare commentaires commenti",
    ),
    "shares": Names(
        _POST,
        "shares share_count shares_count total_shares delinger compartidos compartilhamentos partages condivisioni",
    ),
    "saves": Names(
        _POST,
        "saves save_count saves_count collect_count favorites favorites_count favourites bookmarks bookmark_count "
        "gemmer guardados favoritos salvos",
    ),
    "reposts": Names(_POST, "reposts repost_count reposts_count"),
    "downloads": Names(_POST, "downloads download_count descargas"),
    "counts_precision": Names(_POST, "counts_precision"),
    "hashtags": Names(_POST, "hashtags hashtag_names", "tags"),
    "mentions": Names(_POST, "mentions menciones"),
    "language": Names(_POST, "language lang desc_language text_language"),
    "region": Names(_POST, "region region_code country location_created"),
    "is_ad": Names(_POST, "is_ad"),
    "private": Names(_POST, "private"),
    "gone_at": Names(_POST, "gone_at"),
    "gone_reason": Names(_POST, "gone_reason"),
    "sound_id": Names(_SOUND, inside="id meta_music_id meta_id"),
    "sound_title": Names(_SOUND, inside="title name music_name meta_music_name"),
    "sound_author": Names(_SOUND, inside="author author_name artist music_author meta_music_author"),
    "sound_original": Names(_SOUND, inside="original music_original is_original meta_music_original"),
    "comment_id": Names(_COMMENT, "cid", inside="id"),
    "parent_id": Names(_COMMENT, "parent_id parent_comment_id reply_to_id", inside="parent_id"),
    "replies": Names(_COMMENT, "replies reply_count replies_count reply_comment_total", inside="replies reply_count"),
    "comment_text": Names(_COMMENT, "comment", inside="text content body"),
    "comment_likes": Names(_COMMENT, inside="likes like_count likes_count digg_count"),
    "observed_at": Names(
        _POST,
        "observed_at run_id collected_at scraped_at fetched_at crawled_at retrieved_at timestamp_collected "
        "collection_date scrape_date hentet_dato",
    ),
}

#: The beginnings of names that tell what a column is about.
HEADS: Mapping[str, About] = {
    "video": _POST,
    "post": _POST,
    "item": _POST,
    "aweme": _POST,
    "author": _CREATOR,
    "creator": _CREATOR,
    "account": _CREATOR,
    "user": _CREATOR,
    "profile": _CREATOR,
    "uploader": _CREATOR,
    "owner": _CREATOR,
    "channel": _CREATOR,
    "music": _SOUND,
    "sound": _SOUND,
    "song": _SOUND,
    "comment": _COMMENT,
    "commenter": _COMMENT,
}

#: A column that means nothing here: it is kept with the record, and not read.
IGNORE = "ignore"
FIELDS = (*FIELD_NAMES, IGNORE)
#: Fields that only comments have: a table with one of them is a table of comments.
OF_COMMENTS = frozenset({"comment_id", "parent_id", "replies"})
#: The counters of a post, by the names that `Counts` has for them.
COUNTS = ("plays", "likes", "comments", "shares", "saves", "reposts", "downloads")
#: The counters of an account.
AUDIENCE = ("followers", "following", "likes_received", "posts")
