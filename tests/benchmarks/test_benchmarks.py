"""The parts of the benchmarks that a wrong figure could hide in."""

from __future__ import annotations

import re
import socket
import time
from pathlib import Path

import msgspec
import pytest
from tests.benchmarks.dataset import observation_of, sizes_of
from tests.benchmarks.figures import Figure, Results, Verdict, interleave
from tests.benchmarks.items import Account, items_of
from tests.benchmarks.load import read_wrk
from tests.benchmarks.relay import delayed

from tokgate.domain.posts import Post

REPORT = """
  Latency Distribution
     50%    9.69ms
     75%   11.00ms
     99%    1.02s
  12345 requests in 2.00s, 1.50GB read
  Non-2xx or 3xx responses: 7
  Socket errors: connect 1, read 2, write 0, timeout 3
Requests/sec:   6172.50
"""


def test_items_are_of_the_size_of_real_ones_and_all_different() -> None:
    items = list(items_of(Account(3, 60)))
    assert 6500 < sum(map(len, items)) / len(items) < 7800
    assert len({msgspec.json.decode(item)["id"] for item in items}) == 60
    assert items == list(items_of(Account(3, 60)))


def test_an_item_reads_back_as_the_account_s_post() -> None:
    account = Account(3, 2)
    for item in items_of(account):
        post = observation_of(item).subject
        assert isinstance(post, Post)
        assert post.creator is not None
        assert post.creator.sec_uid == account.sec_uid
        assert post.counts is not None
        assert post.created_s is not None
        assert 0 <= post.created_s - (post.id >> 32) < 300


@pytest.mark.parametrize(("posts", "creators"), [(1_000_000, 20_000), (100, 100), (7, 3)])
def test_sizes_add_up_and_fall(posts: int, creators: int) -> None:
    sizes = sizes_of(posts, creators)
    assert sum(sizes) == posts
    assert len(sizes) == creators
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] >= 1


def test_wrk_s_report_is_read_with_its_units_and_errors() -> None:
    counted = read_wrk(REPORT)
    assert (counted.requests, counted.seconds, counted.p50_ms, counted.p99_ms) == (12345, 2.0, 9.69, 1020.0)
    assert counted.errors == 7 + 1 + 2 + 3
    with pytest.raises(ValueError, match=re.escape("no report of wrk")):
        read_wrk("unable to connect")


def test_a_ratio_is_the_median_of_those_within_a_round() -> None:
    one = Figure(job="j", name="one", unit="", value=0, values=[1.0, 10.0, 100.0])
    two = Figure(job="j", name="two", unit="", value=0, values=[2.0, 10.0, 50.0])
    assert Results(setting={}, figures=[one, two]).ratio("j", "one", "two") == 1.0


def test_contestants_take_turns() -> None:
    turns: list[str] = []

    def taking(name: str) -> tuple[float, dict[str, float]]:
        turns.append(name)
        return float(len(turns)), {"turn": len(turns)}

    figures = interleave("j", "", {"a": lambda: taking("a"), "b": lambda: taking("b")}, rounds=3)
    assert turns == ["a", "b"] * 3
    assert [figure.value for figure in figures] == [3, 4]
    assert figures[1].more == {"turn": 4}


def test_what_is_further_away_arrives_whole_and_later(tmp_path: Path) -> None:
    path, sent = str(tmp_path / "socket"), bytes(range(256)) * 4096
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        with delayed(path, 5) as port, socket.create_connection(("127.0.0.1", port)) as near:
            far, _ = listener.accept()
            began = time.monotonic()
            near.sendall(b"?")
            assert far.recv(1) == b"?"
            far.sendall(sent)
            far.close()
            with near.makefile("rb") as received:
                assert received.read() == sent
            assert time.monotonic() - began >= 0.010


def test_a_bar_is_met_from_above_or_from_below() -> None:
    assert Verdict(job="j", what="w", value=0.8, bar=0.75).met is True
    assert Verdict(job="j", what="w", value=1.3, bar=1.2, at_most=True).met is False
    assert Verdict(job="j", what="w", value=1.3).met is None
