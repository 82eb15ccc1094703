"""Real posts, imported, come back through each dialect with every member and value that they came with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.made import OBSERVED_MS
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.dialects.justone.credentials import DEMO_TOKEN
from tokgate.dialects.official.credentials import DEMO_CLIENT_TOKEN
from tokgate.dialects.official.research import ResearchVideo
from tokgate.dialects.tikapi.credentials import DEMO_API_KEY
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Provenance
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Post
from tokgate.domain.relations import repost
from tokgate.importers.run import import_paths
from tokgate.server.demo import demo_credentials

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the folder with real data is not beside the repository")

WEB = ("web_item", "web_item_legacy", "zeeschuimer", "scraper_jsonl", "tiktok_scraper")


class Imported:
    """The archive of the real files of the web family, and the server in front of it."""

    def __init__(self, archive: Archive, http: httpx.Client) -> None:
        self.archive = archive
        self.http = http

    def video(self, post_id: str) -> dict[str, Any]:
        answer = self.http.get("/public/video", params={"id": post_id}, headers={"X-API-KEY": DEMO_API_KEY})
        assert answer.status_code == 200, (post_id, answer.text)
        item: dict[str, Any] = answer.json()["itemInfo"]["itemStruct"]
        return item


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    archive = open_archive(str(tmp_path_factory.mktemp("real") / "real.db"))
    summary = import_paths(archive, [DATA / name for name in WEB])
    assert summary.read == summary.new + summary.updated + summary.duplicate + summary.rejected
    with serving(archive, demo_credentials(None)) as url, httpx.Client(base_url=url, timeout=30) as http:
        yield Imported(archive, http)
    archive.close()


def records(folder: str, ending: str) -> Iterator[dict[str, Any]]:
    """Every JSON object below a folder's files, whatever wraps it."""
    for path in sorted((DATA / folder).glob(f"*{ending}")):
        text = path.read_text(encoding="utf-8")
        trees = [json.loads(text)] if ending == ".json" else [json.loads(line) for line in text.split("\n") if line]
        for tree in trees:
            yield from _objects(tree)


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from _objects(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _objects(value)


def web_items() -> dict[str, list[dict[str, Any]]]:
    """Post id -> the items that any file has of it."""
    found: dict[str, list[dict[str, Any]]] = {}
    for folder, ending in (("web_item", ".json"), ("zeeschuimer", ".ndjson")):
        for value in records(folder, ending):
            if {"id", "desc", "createTime"} <= value.keys() and ("stats" in value or "statsV2" in value):
                found.setdefault(value["id"], []).append(value)
    return found


def is_part_of(part: Any, whole: Any) -> bool:
    """Whether every member and value of one JSON value is in another."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(name in whole and is_part_of(part[name], whole[name]) for name in part)
    if isinstance(part, list):
        pairs = zip(part, whole, strict=False) if isinstance(whole, list) else ()
        return isinstance(whole, list) and len(part) == len(whole) and all(is_part_of(a, b) for a, b in pairs)
    return bool(part == whole)


def test_every_web_item_comes_back_whole(imported: Imported) -> None:
    items = web_items()
    wrong = [post_id for post_id, forms in items.items() if not _any_is_served(imported, post_id, forms)]

    assert len(items) > 200
    assert wrong == []


def _any_is_served(imported: Imported, post_id: str, forms: list[dict[str, Any]]) -> bool:
    served = imported.video(post_id)
    return any(is_part_of(form, served) for form in forms)


def test_a_page_through_both_dialects_holds_the_same_items(imported: Imported) -> None:
    creators = [summary.creator for summary in imported.archive.creators() if summary.posts > 1]
    assert creators
    for creator in creators:
        params = {"secUid": creator.served_sec_uid}
        tikapi = imported.http.get("/public/posts", params=params, headers={"X-API-KEY": DEMO_API_KEY}).json()
        justone = imported.http.get("/api/tiktok/get-user-post/v1", params={**params, "token": DEMO_TOKEN}).json()
        if creator.private:
            assert (tikapi["status"], justone["code"]) == ("error", 404)
            continue
        assert tikapi["itemList"] == justone["data"]["itemList"]
        assert tikapi["itemList"]


def test_older_schemas_come_back_in_the_items_spelling_with_their_values(imported: Imported) -> None:
    for value in records("web_item_legacy", ".json"):
        if "itemInfos" not in value:
            continue
        info = value["itemInfos"]
        served = imported.video(info["id"])
        if "\\u" not in info["text"]:  # else it was escaped once too often, which the item undoes
            assert served["desc"] == info["text"]
        assert served["createTime"] == int(info["createTime"])
        assert served["stats"]["playCount"] == info["playCount"]
        assert served["stats"]["diggCount"] == info["diggCount"]
        assert served["author"]["uniqueId"] == value["authorInfos"]["uniqueId"]
        assert served["music"]["title"] == value["musicInfos"]["musicName"]
        assert is_part_of(info, served["itemInfos"])
        assert is_part_of(value["musicInfos"], served["musicInfos"])


def test_scrapers_rows_come_back_with_their_values(imported: Imported) -> None:
    for value in records("tiktok_scraper", ".json"):
        if "authorMeta" not in value:
            continue
        served = imported.video(value["id"])
        assert served["desc"] == value["text"]
        assert served["stats"]["playCount"] == value["playCount"]
        assert served["author"]["uniqueId"] == value["authorMeta"]["name"]
        assert served["video"]["duration"] == value["videoMeta"]["duration"]
        kept = {name: member for name, member in value.items() if name not in ("id", "createTime")}
        assert is_part_of(kept, served)
    for value in records("scraper_jsonl", ".jsonl"):
        if value.get("success") is True:
            served = imported.video(value["metadata"]["id"])
            assert served["desc"] == value["caption"]
            assert served["stats"]["diggCount"] == value["metadata"]["stats"]["likeCount"]


def research_videos() -> dict[int, dict[str, Any]]:
    """Post id -> the object that the Research API gave."""
    return {value["id"]: value for value in records("research_api", ".json") if "hashtag_names" in value}


def test_every_research_video_comes_back_with_its_members(tmp_path: Path) -> None:
    videos = research_videos()
    archive = open_archive(str(tmp_path / "research.db"))
    import_paths(archive, sorted((DATA / "research_api").glob("*.json")))
    fan = Creator(username="fan")
    archive.commit(
        [Observation(subject=repost(fan, Post(id=each)), source="made", observed_ms=OBSERVED_MS) for each in videos],
        Provenance(source="made"),
    )
    with serving(archive, demo_credentials(None)) as url, httpx.Client(base_url=url) as http:
        answer = http.post(
            "/v2/research/user/reposted_videos/",
            params={"fields": ",".join(ResearchVideo.__struct_fields__)},
            json={"username": "fan", "max_count": 100},
            headers={"Authorization": f"Bearer {DEMO_CLIENT_TOKEN}"},
        )
    archive.close()
    served = {video["id"]: video for video in answer.json()["data"]["reposted_videos"]}

    assert len(videos) == 21
    assert [post_id for post_id, video in videos.items() if not is_part_of(video, served[post_id])] == []


def test_all_files_import_and_a_second_time_change_nothing(tmp_path: Path) -> None:
    archive = open_archive(str(tmp_path / "all.db"))
    first = import_paths(archive, [DATA])
    second = import_paths(archive, [DATA])
    archive.close()

    for summary in (first, second):
        assert summary.read == summary.new + summary.updated + summary.duplicate + summary.rejected
    assert (second.new, second.updated) == (0, 0)
    assert (second.read, second.rejected) == (first.read, first.rejected)
    assert first.read > 49_000
