"""The dashboard: pages that show what the server's own routes tell."""
