"""How creators sign in to apps: an OAuth 2 provider on Authlib, and the page that asks the creator."""
