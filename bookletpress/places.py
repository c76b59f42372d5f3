"""The places in which a medicine can be approved, by the codes that claims, medicines and the command line use."""

from __future__ import annotations

PLACES = ("US", "EU", "UK", "CH")
HOME = "US"
"""The place that an edition is for where nobody names one."""

EVERYWHERE = "all"
"""What a claim says that holds in every place."""
