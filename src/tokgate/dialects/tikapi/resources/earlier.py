"""What only the vendor's earlier SDKs call, and the server still answers; each operation says until when."""

from __future__ import annotations

from tokgate.contract.effects import Effect
from tokgate.contract.methods import get
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.resources.live import LIVE, RoomId
from tokgate.dialects.tikapi.resources.sources import SDK_2
from tokgate.dialects.tikapi.wire.live import RoomAnswer


class EarlierPublic(Resource[M], name="tikapi.earlier.public"):
    """Of what anybody can see."""


class EarlierUser(Resource[M], name="tikapi.earlier.user"):
    """Of what an authorised creator sees and does."""

    @get(
        "/user/live/enter",
        credentials=LIVE,
        effect=Effect.REPEATABLE,
        until="3.0.0",
        source=f"{SDK_2} (the answer's shape is ours)",
    )
    def live_enter(self, *, room_id: RoomId) -> RoomAnswer:
        """Come into a room that runs, as one more viewer."""
        raise Declared


class Earlier(Resource[M], name="tikapi.earlier"):
    """Paths that the vendor's newest SDK has dropped."""

    public: EarlierPublic[M]
    """Of what anybody can see."""
    user: EarlierUser[M]
    """Of what an authorised creator sees and does."""
