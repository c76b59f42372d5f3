"""One door a kind of input: each guard returns a value or every fault it found, with line and column."""
