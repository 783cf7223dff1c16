"""What tables and lists show, read as it is needed."""
