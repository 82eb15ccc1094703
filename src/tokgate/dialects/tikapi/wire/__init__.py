"""TikAPI's answers: TikTok's own web JSON with `status` and `message` beside it."""
