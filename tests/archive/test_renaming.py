"""Handles that change hands by what creators do."""

from __future__ import annotations

import pytest
from tests.archive.makers import ANN, BOB, ORIGIN, keep, key_of, seen

from tokgate.archive.errors import RefusedActError
from tokgate.domain.acts import EditProfile
from tokgate.domain.ports import Archive

#: Always the same: an emulator's clock may be stopped.
NOW = 1_790_000_000_000


def test_a_handle_that_was_given_up_at_this_instant_is_anothers_and_nobody_elses(archive: Archive) -> None:
    keep(archive, seen(ANN), seen(BOB))
    ann, bob = key_of(archive, "ann"), key_of(archive, "bob")
    for key, username in ((ann, "dan"), (ann, "eve"), (bob, "dan")):
        archive.act(EditProfile(creator=key, username=username), ORIGIN, at_ms=NOW)

    assert [key_of(archive, name) for name in ("eve", "dan")] == [ann, bob]
    with pytest.raises(RefusedActError, match="username dan is taken"):
        archive.act(EditProfile(creator=ann, username="dan"), ORIGIN, at_ms=NOW)
