"""What a creator can allow with an account key: the scopes of the vendor's popup script, fourteen."""

#: With what each lets an app do, as the page says it.
SCOPES = {
    "conversation_requests": "See and answer the message requests that you have",
    "edit_profile": "Change your profile",
    "explore": "See your feed, and find videos and creators as you do",
    "follow_actions": "Follow and unfollow others as you",
    "live": "Start and stop your live videos, and see how they go",
    "media_actions": "Like and comment on videos as you",
    "send_messages": "Send messages as you",
    "view_analytics": "See the analytics of your account and videos",
    "view_coins": "See your coins and transactions",
    "view_collections": "See your saved videos and playlists",
    "view_followers": "See whom you follow and who follows you",
    "view_messages": "Read your messages",
    "view_notifications": "See your notifications",
    "view_profile": "See your profile",
}
#: The schema of 3.2.2 calls `edit` what the page and the documentation call `edit_profile`.
SPELLINGS = {"edit": "edit_profile"}
