"""What the download of a film asks for besides its address: a cookie that TikTok sets with the answer.

Those of real answers go with their signed addresses. This one is made up, in TikTok's form: 16 bytes in base64.
"""

from __future__ import annotations

import base64

CHAIN_TOKEN = base64.b64encode(b"made up, no film").decode()
COOKIE = f"tt_chain_token={CHAIN_TOKEN}"
