"""TikAPI (tikapi.io), as its SDKs 2.0.11 to 3.2.2 speak it."""
