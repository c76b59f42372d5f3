"""One check a module; a module's docstring is the manual page of its codes. `registry.CHECKS` lists them all."""
