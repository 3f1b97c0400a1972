"""Connections and the sessions on them."""
