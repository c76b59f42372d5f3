"""How hard a text is to read, measured on its source blocks: a smoke alarm, not a proof."""
