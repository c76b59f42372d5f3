"""Tools for the people who translate, review and design."""
