"""What every domain stands on, and what knows none of them."""
