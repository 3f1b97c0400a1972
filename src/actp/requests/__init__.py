"""CTP's requests: what they take and bring, their pace, their answers."""
