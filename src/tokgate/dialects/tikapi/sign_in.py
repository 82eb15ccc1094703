"""TikAPI's page on which a creator lets an app act for them.

Facts: the vendor's OpenAPI description, its help desk, and the repository of its popup script.
"""

from __future__ import annotations

from collections.abc import Mapping

from tokgate.contract.sign_in import Popup, PopupResult, SignIn, loopback_redirects
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY
from tokgate.dialects.tikapi.scopes import SCOPES, SPELLINGS
from tokgate.domain.instants import DAY_S

#: An account key lives as long as the creator's session, which the help desk puts at about three months.
SESSION_S = 90 * DAY_S
ALLOWED = "Authorization has been completed successfully."
CANCELED = "Authorization has been canceled by user."

#: The usual paths, and that of an app which catches the key on its first page.
DEMO_REDIRECTS = loopback_redirects(
    ("/", "/callback", "/callback/", "/auth/callback", "/auth/callback/tikapi", "/api/auth/callback/tikapi")
)


def popup_message(result: PopupResult) -> Mapping[str, object]:
    """What the window that opened the popup is posted; `_tikapi` marks it. Gender and birthday, nobody knows here."""
    if result.who is None:
        return {"_tikapi": True, "type": "error", "client_id": result.app, "message": result.reason}
    who = result.who
    return {
        "_tikapi": True,
        "type": "success",
        "message": ALLOWED,
        "access_token": result.credential,
        "client_id": result.app,
        "scope": list(result.scopes),
        "state": result.state,
        "userInfo": {
            "id": who.user_id,
            "username": who.username,
            "nickname": who.name,
            "avatar": who.avatar_url,
            "sec_user_id": who.sec_uid,
            "followers_count": who.followers,
            "followings_count": who.following,
            "user_verified": who.verified,
        },
    }


#: The redirect brings the account key itself: there is no code, no refresh token and no client secret.
SIGN_IN = SignIn(
    page="https://tikapi.io/account/authorize",
    credential=ACCOUNT_KEY.kind,
    app="client_id",
    app_prefix="c_",
    also=("country", "email", "is_popup"),
    # A blank, which a query spells "+"; the vendor's popup sends "%2B", and its scopes in capitals.
    scope_separators=" +,",
    any_case=True,
    spellings=SPELLINGS,
    token="access_token",  # noqa: S106 - a member's name
    # Ours: no source tells what the redirect brings when the creator cancels.
    error="error",
    error_description="error_description",
    scopes=SCOPES,
    lifetimes={"": {ACCOUNT_KEY.kind: SESSION_S}},
    demo_redirects=DEMO_REDIRECTS,
    popup=Popup(
        asked="is_popup",
        path="/assets/js/popup.js",
        script=("tokgate.dialects.tikapi", "popup.js"),
        canceled=CANCELED,
        message=popup_message,
    ),
)
