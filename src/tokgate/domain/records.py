"""Things that are found by an id of their own, and of which the newest words hold."""

from __future__ import annotations

from tokgate.domain.live import LiveEvent, LiveRoom
from tokgate.domain.messages import Conversation, Message, Notification
from tokgate.domain.playlists import Playlist
from tokgate.domain.shops import Product, Review, Shop

Record = Playlist | Conversation | Message | Notification | LiveRoom | LiveEvent | Shop | Product | Review
