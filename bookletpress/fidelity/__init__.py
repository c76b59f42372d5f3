"""Does a translation say what its English says? One check a module; its docstring is its manual page."""
