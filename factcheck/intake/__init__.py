"""How articles come in: found on disk, sorted from what is there already, written as one batch."""
