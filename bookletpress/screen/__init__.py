"""Booklets to read on a screen: each is one web page, made of the same templates as the pages on paper."""

from bookletpress.screen.around import around, text
from bookletpress.screen.binding import bound
from bookletpress.screen.gate import inspect
from bookletpress.screen.nearby import Nearby, nearby

__all__ = ["Nearby", "around", "bound", "inspect", "nearby", "text"]
