"""What every domain stands on, and what knows none of them: base, clock, dates, holidays, facts, errors, forms, pages."""
