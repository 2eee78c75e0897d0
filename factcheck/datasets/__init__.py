"""How whole datasets go out and come in: between a project and the bundle that formats write."""
