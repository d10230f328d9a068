"""Where each area stands: its stage by its dates, how long it has stood there, from when it wants somebody."""
