"""The generated world's films: what the vendor's client downloads plays, and is what the post says."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import httpx
import pytest
from tests.evidence import shows
from tikapi import TikAPI

import tokgate
from tokgate.contract.errors import Cause
from tokgate.dialects.tikapi.resources.earlier import EarlierPublic
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.testing import Server


def items(server: Server) -> list[dict[str, Any]]:
    """The sample creator's latest posts, as TikAPI gives them."""
    found: list[dict[str, Any]] = (
        vendor(server).public.posts(secUid=server.sample["sec_uid"], count=30).json()["itemList"]
    )
    return found


def vendor(server: Server) -> TikAPI:
    api = TikAPI(server.credentials["tikapi"]["api_key"])
    api.set(__options__={"base": server.url})
    return api


def film_of(server: Server) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in items(server) if item["video"]["playAddr"])["video"]
    return found


@shows(Public.posts, Public.video)
def test_the_vendors_client_saves_a_film_that_plays(tokgate_server: Server, tmp_path: Path) -> None:
    films = [item["id"] for item in items(tokgate_server) if "imagePost" not in item][:2]
    contents = []
    for number in films:
        answer = vendor(tokgate_server).public.video(id=number)
        video = answer.json()["itemInfo"]["itemStruct"]["video"]
        file = tmp_path / f"{number}.mp4"

        assert answer.save_video(video["playAddr"], str(file)) is True
        with av.open(str(file), "r") as film:
            pictures, sound = film.streams.video[0], film.streams.audio[0]
            assert (pictures.codec.name, sound.codec.name) == ("h264", "aac")
            assert (pictures.width, pictures.height) == (video["width"], video["height"])
            for track in (pictures, sound):
                assert track.duration is not None
                assert track.time_base is not None
                assert track.duration * track.time_base == pytest.approx(video["duration"], abs=0.1)
            frames = list(film.decode(video=0))
        assert len(frames) == min(10 * video["duration"], 60)
        assert file.stat().st_size == video["size"] == int(video["PlayAddrStruct"]["DataSize"])
        contents.append(file.read_bytes())
    assert contents[0] != contents[1]


@shows(EarlierPublic.film, causes=(Cause.UNKNOWN_POST, Cause.INVALID_PARAMETER))
def test_the_film_itself_is_given_to_who_asks_as_the_earlier_client_did(tokgate_server: Server) -> None:
    found = items(tokgate_server)
    wanted = next(item for item in found if item["video"]["playAddr"])
    photo = next(item for item in found if "imagePost" in item)
    key = {"X-API-KEY": tokgate_server.credentials["tikapi"]["api_key"]}
    with httpx.Client(base_url=tokgate_server.url, headers=key, timeout=30) as http:
        film = http.get("/public/video", params={"id": wanted["id"], "download": "1"})
        part = http.get("/public/video", params={"id": wanted["id"], "download": "1"}, headers={"range": "bytes=4-7"})
        plain = http.get("/public/video", params={"id": wanted["id"], "download": "0"})
        none = http.get("/public/video", params={"id": photo["id"], "download": "1"})
        wrong = http.get("/public/video", params={"id": "seven", "download": "1"})

    assert (film.status_code, film.headers["content-type"]) == (200, "video/mp4")
    assert film.content == httpx.get(wanted["video"]["playAddr"], timeout=30).content
    assert (part.status_code, part.content) == (206, b"ftyp")
    assert plain.json()["itemInfo"]["itemStruct"]["id"] == wanted["id"]
    assert (none.status_code, none.json()["statusCode"]) == (403, 10204)
    assert (wrong.status_code, [*wrong.json()["fields"]]) == (400, ["id"])


@shows(EarlierPublic.film)
def test_the_film_itself_comes_through_our_client(tokgate_server: Server) -> None:
    number = next(item["id"] for item in items(tokgate_server) if item["video"]["playAddr"])
    with (
        tokgate.TikAPI(tokgate_server.credentials["tikapi"]["api_key"], base_url=tokgate_server.url) as client,
        client.earlier.public.film(id=number) as film,
    ):
        content = b"".join(film)

    assert film.content_type == "video/mp4"
    assert len(content) == film.length
    assert content[4:8] == b"ftyp"


def test_every_address_of_a_film_leads_to_it(tokgate_server: Server) -> None:
    video = film_of(tokgate_server)
    [coding] = video["bitrateInfo"]
    addresses = [video["playAddr"], video["downloadAddr"], *coding["PlayAddr"]["UrlList"]]
    addresses += video["PlayAddrStruct"]["UrlList"]

    files = {httpx.get(address, timeout=30).content for address in addresses}

    assert len(files) == 1
    assert all(address.startswith(f"{tokgate_server.url}/media/film/") for address in addresses)


def test_a_film_is_given_in_parts_and_once(tokgate_server: Server) -> None:
    link = film_of(tokgate_server)["playAddr"]
    whole = httpx.get(link, timeout=30)
    size, tag = len(whole.content), whole.headers["etag"]
    assert (whole.status_code, whole.headers["content-type"]) == (200, "video/mp4")
    assert whole.headers["accept-ranges"] == "bytes"
    assert whole.content[4:8] == b"ftyp"
    assert whole.content.index(b"moov") < whole.content.index(b"mdat")

    for asked, start, stop in (("0-99", 0, 100), ("100-", 100, size), ("-50", size - 50, size), ("7-7", 7, 8)):
        part = httpx.get(link, headers={"range": f"bytes={asked}", "if-range": tag}, timeout=30)
        assert (part.status_code, part.content) == (206, whole.content[start:stop])
        assert part.headers["content-range"] == f"bytes {start}-{stop - 1}/{size}"
    beyond = httpx.get(link, headers={"range": f"bytes={size}-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{size}")
    assert httpx.get(link, headers={"if-none-match": tag}).status_code == 304

    head = httpx.head(link)
    assert (head.status_code, head.content) == (200, b"")
    assert (head.headers["content-length"], head.headers["etag"]) == (str(size), tag)


def test_a_link_to_a_film_ends_after_six_hours(tokgate_server: Server) -> None:
    tokgate_server.clock.freeze()
    tokgate_server.clock.set("2026-11-20T12:00:00Z")
    link = film_of(tokgate_server)["playAddr"]

    tokgate_server.clock.advance("5h59m")
    assert httpx.head(link).status_code == 200
    tokgate_server.clock.advance("1m")
    assert httpx.get(link).status_code == 403
    assert httpx.head(film_of(tokgate_server)["playAddr"]).status_code == 200


def test_a_link_that_was_not_signed_here_does_not_open(tokgate_server: Server) -> None:
    link = film_of(tokgate_server)["playAddr"]
    other = next(item["id"] for item in reversed(items(tokgate_server)) if item["video"]["playAddr"])
    path, _, signature = link.partition("?")

    assert httpx.get(path).status_code == 403
    assert httpx.get(f"{path.rpartition('/')[0]}/{other}.mp4?{signature}").status_code == 403
    assert httpx.post(link).status_code == 405


def test_a_sound_plays_as_long_as_it_says(tokgate_server: Server) -> None:
    music = next(item["music"] for item in items(tokgate_server) if item["music"]["playUrl"])
    answer = httpx.get(music["playUrl"], timeout=30)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/mpeg")
    with av.open(io.BytesIO(answer.content), "r") as sound:
        assert Fraction(sound.duration or 0, 1_000_000) == pytest.approx(music["duration"], abs=0.3)
