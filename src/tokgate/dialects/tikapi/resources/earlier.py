"""What only the vendor's earlier SDKs call, and the server still answers; each operation says until when."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.answers import Stream, media
from tokgate.contract.methods import get
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.credentials import API_KEY
from tokgate.dialects.tikapi.parameters import VideoId
from tokgate.dialects.tikapi.resources.sources import SDK_2


class EarlierPublic(Resource[M], name="tikapi.earlier.public"):
    """Of what anybody can see."""

    @get("/public/video", credentials=(API_KEY,), when=("download", "1"), until="2.0.11", source=SDK_2)
    def film(self, *, id: VideoId) -> Annotated[Stream, media("video/mp4")]:
        """A post's film itself, as an MP4 file.

        There is one of posts of the generated world alone: others' films are at TikTok, of which nothing is fetched.
        """
        raise Declared


class EarlierUser(Resource[M], name="tikapi.earlier.user"):
    """Of what an authorised creator sees and does."""


class Earlier(Resource[M], name="tikapi.earlier"):
    """Paths that the vendor's newest SDK has dropped."""

    public: EarlierPublic[M]
    """Of what anybody can see."""
    user: EarlierUser[M]
    """Of what an authorised creator sees and does."""
