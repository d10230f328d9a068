"""The guides: docs/guides/*.md, read as they are written there and shown in the product."""
