"""Mail that comes back: reading the reports, the addresses that are stopped, and who puts them right."""
