"""One file of handlers per resource; importing them fills the table."""

from tokgate.server.handlers import display, justone, oauth, research, tikapi
from tokgate.server.request import handlers

__all__ = ["display", "handlers", "justone", "oauth", "research", "tikapi"]
