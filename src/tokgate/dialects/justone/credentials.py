"""JustOneAPI's token, which travels in the query."""

from tokgate.contract.credentials import Carrier, Credential

TOKEN = Credential("justone_token", Carrier.QUERY, "token")

DEMO_TOKEN = "tokgate-demo-token"  # noqa: S105 - known on purpose
