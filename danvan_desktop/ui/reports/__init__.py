"""What an officer does with a report beside printing it: look at its figures, write its text, number it, check it."""
