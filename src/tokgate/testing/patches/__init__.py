"""One file per HTTP library: where its connections are made, and how they are led to a gateway instead."""
