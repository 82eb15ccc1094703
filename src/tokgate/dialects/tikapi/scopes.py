"""What a creator can allow with an account key: the scopes of the 3.2.2 schema, which spells edit_profile as edit."""

SCOPES = (
    "conversation_requests",
    "edit",
    "edit_profile",
    "explore",
    "follow_actions",
    "live",
    "media_actions",
    "send_messages",
    "view_analytics",
    "view_coins",
    "view_collections",
    "view_followers",
    "view_messages",
    "view_notifications",
    "view_profile",
)
