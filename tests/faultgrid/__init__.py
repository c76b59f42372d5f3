"""Every call of the press to the file system, failed in turn and died at in turn: `python -m tests.faultgrid`.

`shim.c` stands between the press and the C library; `shim` builds, arms and reads it; `scenes` says which command runs
on what; `cells` which faults a call can have; `laws` what must hold afterwards; `grid` runs it all.
"""
