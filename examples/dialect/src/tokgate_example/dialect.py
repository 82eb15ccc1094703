"""The dialect as one object."""

from tokgate.contract.dialect import ClientLines, CredentialKind, Dialect, SampleCall
from tokgate.contract.errors import Cause
from tokgate.contract.quotas import Quota, QuotaWindow
from tokgate_example.errors import error_in, refuse
from tokgate_example.resources import KEY, People

SDK = 'from tokgate_example.client import Example\nclient = Example("$key", base_url="$url")'
DAY = Quota(
    name="example.day", operations=("example.",), kind=KEY.kind, calls=100, window=QuotaWindow.DAY, cause=Cause.QUOTA
)

DIALECT = Dialect(
    name="example",
    base_url="https://api.example.com",
    hosts={"api.example.com": ""},
    paths=("/example/",),
    resources=(People,),
    handlers=("tokgate_example.handlers",),
    reading="tokgate_example.reading",
    refuse=refuse,
    error_in=error_in,
    credentials=(CredentialKind(name="example", kind=KEY.kind, prefix="ex_", demo="key"),),
    quotas=(DAY,),
    demo={"key": "ex_demo"},
    samples=(SampleCall(People.show, {"handle": "$username"}),),
    clients=(ClientLines(name="example", language="python", lines=SDK),),
)
