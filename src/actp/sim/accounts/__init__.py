"""Investors: ledgers, orders, passwords, statements, and what the front keeps of them."""
