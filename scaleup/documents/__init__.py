"""Documents of areas: agreements, impact assessments and others, kept outside the web root with every older version."""
