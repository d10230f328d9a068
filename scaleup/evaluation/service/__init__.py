"""What is done in evaluation, by concept."""
