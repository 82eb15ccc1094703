"""Streams of live rooms: the media server behind them, and how they are pushed and watched."""
