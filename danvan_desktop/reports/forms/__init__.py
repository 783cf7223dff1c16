"""The printed forms, one module for each form."""
