"""The set-up of a new office: a page of steps, each of which can be left and taken up again."""
