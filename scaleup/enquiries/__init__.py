"""Those who ask: an enquiry comes in, is answered, turns into an area's readiness, or ends with a reason."""
