"""A picture of each screen in its states, wide and narrow, to be looked at beside the mock-ups: `make look`."""
