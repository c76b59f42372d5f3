"""How fast the press is, measured on this computer against other ways of making the same PDFs."""
