"""Pages -> the PDF that leaves the press. The only user of pikepdf.

`finish` mends what the layout engine leaves undone; `impose` lays the pages on sheets to fold; `inspect` and
`inspect_sheets` are the gate that every file passes before it is published.
"""

from bookletpress.finish.gate import inspect, inspect_sheets
from bookletpress.finish.impose import impose
from bookletpress.finish.mend import finish, page_count

__all__ = ["finish", "impose", "inspect", "inspect_sheets", "page_count"]
