"""A generated archive, wholly determined by its seed and size.

`making.write_world` fills an archive; `living.catch_up` lets it live on to an instant.
"""
