"""What tests lay out, a file a domain."""
