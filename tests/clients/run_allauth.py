"""Run by the tests in a process of its own: a Django site with django-allauth's TikTok provider, unmodified.

Arguments: base URL of the gateway, client key, client secret, username.
Prints JSON: what allauth knows of who logged in.
"""

import json
import re
import sys
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import django
import requests
from django.conf import settings

BASE, CLIENT_KEY, CLIENT_SECRET, USERNAME = sys.argv[1:]
SITE = {"SERVER_NAME": "localhost", "SERVER_PORT": "8000"}

settings.configure(
    SECRET_KEY="of-the-site",
    ALLOWED_HOSTS=["localhost"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "allauth",
        "allauth.account",
        "allauth.socialaccount",
        "allauth.socialaccount.providers.tiktok",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
    ROOT_URLCONF="run_allauth_urls",
    SOCIALACCOUNT_LOGIN_ON_GET=True,
    SOCIALACCOUNT_PROVIDERS={
        "tiktok": {"APPS": [{"client_id": CLIENT_KEY, "secret": CLIENT_SECRET, "key": ""}]},
    },
    LOGIN_REDIRECT_URL="/in/",
)
django.setup()


def consented(page: str) -> str:
    """The address to which the creator is sent back."""
    with requests.Session() as browser:
        query = dict(parse_qsl(urlsplit(page).query))
        shown = browser.get(f"{BASE}/v2/auth/authorize/", params={**query, "creator": USERNAME}).text
        action = unescape(re.findall(r'action="([^"]+)"', shown)[0])
        form = {**dict(re.findall(r'name="(token)" value="([^"]*)"', shown)), "decision": "allow"}
        form |= dict.fromkeys(re.findall(r'name="(scope:[^"]+)"', shown), "1")
        return browser.post(BASE + action, data=form, allow_redirects=False).headers["location"]


def main() -> None:
    from allauth.socialaccount.models import SocialAccount
    from django.core.management import call_command
    from django.test import Client

    import tokgate.testing

    call_command("migrate", verbosity=0)
    with tokgate.testing.intercept(BASE):
        site = Client()
        page = site.get("/accounts/tiktok/login/", **SITE).headers["location"]
        back = urlsplit(consented(page))
        callback = site.get(f"{back.path}?{back.query}", **SITE)
    account = SocialAccount.objects.get()
    print(json.dumps({"page": page, "to": callback.headers["location"], "uid": account.uid, **account.extra_data}))


main()
