"""Fuzzing: nasty but plausible input for every reader of the press. How to run it: docs/fuzzing.md."""
