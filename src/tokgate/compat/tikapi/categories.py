"""Categories of endpoints, and the root that holds them all."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Self

from tokgate.compat.tikapi.calls import Call
from tokgate.compat.tikapi.exceptions import APIException
from tokgate.compat.tikapi.options import Level
from tokgate.compat.tikapi.schema import Category as Shape
from tokgate.compat.tikapi.schema import schema
from tokgate.compat.tikapi.sending import Sender


class Category:
    """Endpoints, and further categories below. Calling it gives a copy that has values and options of its own.

    What is set on the one that it was made from, then and later, holds in the copy where that does not say otherwise.
    """

    def __init__(self, shape: Shape, level: Level, sender: Sender, *, is_root: bool = False) -> None:
        self._shape = shape
        self._level = level
        self._sender = sender
        self._is_root = is_root
        self.__doc__ = shape.help

    def __repr__(self) -> str:
        return f"<{'.'.join(('tikapi', *self._shape.path))}>"

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._shape.endpoints, *self._shape.categories})

    # Any, as it is a category or a call, which share nothing.
    def __getattr__(self, name: str) -> Any:
        # Python itself asks for such, and in a copy before there is anything.
        if name.startswith("_"):
            raise AttributeError(name)
        if name in self._shape.endpoints:
            return Call(self._shape.endpoints[name], self._level, self._sender, self)
        if name in self._shape.categories:
            return Category(self._shape.categories[name], self._level, self._sender)
        raise AttributeError(
            f"{self!r} has no {name!r}; it has {', '.join([*self._shape.categories, *self._shape.endpoints])}"
        )

    def __call__(self, *args: Any, **values: Any) -> Category:
        """This category with these values for its endpoints' parameters, and `__options__` and `__sandbox__`.

        Those that all its endpoints have, such as an account key, may be given by their place.
        """
        if self._is_root:
            raise APIException("This is already initialized, you can use 'set' instead.")
        level = Level(self._level)
        level.update(self._named(args, values))
        return Category(self._shape, level, self._sender, is_root=True)

    def set(self, *args: Any, **values: Any) -> Self:
        """Change values and options, of the root and of categories that were made by calling; this one itself."""
        if not self._is_root:
            raise APIException("You can only call set on initialized roots.")
        self._level.update(self._named(args, values))
        return self

    def _named(self, args: tuple[Any, ...], values: dict[str, Any]) -> dict[str, Any]:
        names = [
            param.argument for param in self._shape.inherited if param.argument != "apiKey" or not self._shape.path
        ]
        if len(args) > len(names):
            raise TypeError(f"{self!r} takes at most {len(names)} arguments by place")
        return {**dict(zip(names, args, strict=False)), **values}


class TikAPI(Category):
    """The vendor's client: `TikAPI(apiKey)`."""

    public: Category
    user: Category
    key: Call

    def __init__(self, apiKey: str) -> None:
        if not isinstance(apiKey, str):
            raise APIException("API Key is required.")
        level = Level()
        level.update({"apiKey": apiKey})
        super().__init__(_shape(), level, Sender(), is_root=True)


@lru_cache(maxsize=1)
def _shape() -> Shape:
    return schema()
