"""The claim board: one claim at a time, who says it and in which articles."""
