"""What only the vendor's earlier SDKs call, and the server still answers; each operation says until when."""

from __future__ import annotations

from tokgate.contract.effects import Effect
from tokgate.contract.methods import post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.bodies import Bio, NewUsername, Nickname, Privacy
from tokgate.dialects.tikapi.credentials import account
from tokgate.dialects.tikapi.resources.sources import SDK_2
from tokgate.dialects.tikapi.wire.edits import EditAnswer


class EarlierPublic(Resource[M], name="tikapi.earlier.public"):
    """Of what anybody can see."""


class EarlierUser(Resource[M], name="tikapi.earlier.user"):
    """Of what an authorised creator sees and does."""

    @post(
        "/user/edit",
        effect=Effect.REPEATABLE,
        credentials=account("edit"),
        one_of=(("nickname", "username", "bio", "privacy"),),
        source=SDK_2,
        until="2.0.11",
    )
    def edit(
        self,
        *,
        nickname: Nickname | None = None,
        username: NewUsername | None = None,
        bio: Bio | None = None,
        privacy: Privacy | None = None,
    ) -> EditAnswer:
        """Change the account's profile; what is not given stays."""
        raise Declared


class Earlier(Resource[M], name="tikapi.earlier"):
    """Paths that the vendor's newest SDK has dropped."""

    public: EarlierPublic[M]
    """Of what anybody can see."""
    user: EarlierUser[M]
    """Of what an authorised creator sees and does."""
