"""The gateway: every dialect from one archive, on one port."""
