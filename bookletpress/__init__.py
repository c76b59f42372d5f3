"""A press for printable patient-education booklets."""

__version__ = "0.1.0"
