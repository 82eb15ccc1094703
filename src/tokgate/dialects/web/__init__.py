"""The spelling of TikTok's web site, which TikAPI and JustOne pass on, and most collections are kept in."""
