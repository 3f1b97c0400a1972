"""CTP's library, one object of it, the session on it, and what both clients share."""
