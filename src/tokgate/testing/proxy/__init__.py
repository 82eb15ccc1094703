"""A forward proxy for any program: the fixed hosts answered by a gateway, all else refused."""
