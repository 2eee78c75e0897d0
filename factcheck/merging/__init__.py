"""Two projects into one: what each side changed since they were one, and one revision of it.

By states and not by replaying: each record is compared as it was, as it is here, and as it is
there. `comparing` decides, pure; `planning` puts the decisions together so that they hold;
`writing` makes one revision of them. The other project is read and never written.
"""
