"""A program whose host is built in."""

import json
import os
import ssl
import urllib.request

request = urllib.request.Request(
    "https://api.tikapi.io/public/check?username=grace.baking",
    headers={"X-API-KEY": "DemoAPIKeyTokenSeHYGXDfd4SFD320Sc39Asd0Sc39Asd4s"},
)
trusted = ssl.create_default_context(cafile=os.environ["SSL_CERT_FILE"])
with urllib.request.urlopen(request, context=trusted) as answer:
    print(json.load(answer)["userInfo"]["user"]["secUid"])
