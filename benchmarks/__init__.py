"""What actp costs and what it saves: `python -m benchmarks`."""
