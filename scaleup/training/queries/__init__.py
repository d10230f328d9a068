"""Named reads of training."""
