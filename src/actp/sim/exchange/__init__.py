"""The exchanges: books and matching."""
