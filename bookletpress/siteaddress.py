"""site.yaml: where the finished booklets can be downloaded. A project need not have one.

The address is one that people can type, as `guards.address` tells.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from bookletpress.guards import address as addresses
from bookletpress.guards import projectyaml
from bookletpress.guards.files import is_there
from bookletpress.problems import Problem, ProblemsFound

PATH = "site.yaml"


def load_address(root: Path) -> str:
    """The address of the output folder on the web, without a slash at its end; "" if none is named.

    Raises ProblemsFound.
    """
    if not is_there(root, PATH):
        return ""
    problems: list[Problem] = []
    fields = projectyaml.mapping(root, PATH, "write 'address: https://...' or remove the file", problems)
    found = ""
    if fields:
        node = fields.node("address")
        fields.close()
        found = node.value.strip() if node else ""
        if node and (fault := addresses.fault(found)):
            fields.fault("address", fault.message, node.location, fault.hint)
        elif node and ("?" in found or "#" in found):
            hint = "write the address of the folder that holds index.html"
            fields.fault("address", "this is the address of a page, not of a folder", node.location, hint)
    if problems:
        raise ProblemsFound(problems)
    return found.rstrip("/")


def of_file(address: str, path: str) -> str:
    """Where a file of the output folder can be downloaded; "" if no address is known."""
    return f"{address}/{quote(path)}" if address else ""
