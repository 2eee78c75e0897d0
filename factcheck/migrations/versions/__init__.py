"""The migrations, one module for each schema number, in the order of their names."""
