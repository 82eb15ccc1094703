"""What only the vendor's earlier SDKs call, and the server still answers; each operation says until when."""

from __future__ import annotations

from tokgate.contract.operation import M, Resource


class EarlierPublic(Resource[M], name="tikapi.earlier.public"):
    """Of what anybody can see."""


class EarlierUser(Resource[M], name="tikapi.earlier.user"):
    """Of what an authorised creator sees and does."""


class Earlier(Resource[M], name="tikapi.earlier"):
    """Paths that the vendor's newest SDK has dropped."""

    public: EarlierPublic[M]
    """Of what anybody can see."""
    user: EarlierUser[M]
    """Of what an authorised creator sees and does."""
