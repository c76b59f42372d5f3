"""Pages -> the PDF that leaves the press. The only user of pikepdf.

`finish` mends what the layout engine leaves undone; `inspect` is the gate that every file passes before it is
published.
"""

from bookletpress.finish.gate import inspect
from bookletpress.finish.mend import finish, page_count

__all__ = ["finish", "inspect", "page_count"]
