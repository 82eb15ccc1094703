"""The addresses of the site in `run_allauth.py`."""

from django.urls import include, path

urlpatterns = [path("accounts/", include("allauth.urls"))]
