"""Parts of the claim pane: what a card shows, what it lets one alter, and how many are built.

`ui/claims.py` puts them together; none of them knows another pane.
"""
