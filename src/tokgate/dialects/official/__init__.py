"""TikTok's own APIs: Login Kit OAuth, Display API v2, Research API v2."""
