"""Time: clocks, delays, rate limits."""
