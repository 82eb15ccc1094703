"""All of TikAPI."""

from __future__ import annotations

from tokgate.contract.methods import get
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.credentials import API_KEY
from tokgate.dialects.tikapi.resources.earlier import Earlier
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.dialects.tikapi.resources.sources import SDK_3_0
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.wire.keys import KeyAnswer


class Api(Resource[M], name="tikapi"):
    """All of it."""

    public: Public[M]
    """What anybody can see."""
    user: User[M]
    """What an authorised creator sees; needs an account key."""
    earlier: Earlier[M]
    """Paths that the vendor's newest SDK has dropped."""

    @get("/key/info", credentials=(API_KEY,), source=f"{SDK_3_0} (the answer's shape is ours)", since="3.0.0")
    def key(self) -> KeyAnswer:
        """What is known of the API key that the call is made with."""
        raise Declared


RESOURCES = Api.tree()
