"""The broker: order entry and everything else that CTP takes from an investor."""
