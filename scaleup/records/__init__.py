"""One record a person and an area: two that are one are merged, and unmerged; a person is given all that is held."""
