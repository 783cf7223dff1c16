"""Where one record is written: its form, its children, what the law says of it."""
