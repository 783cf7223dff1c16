"""Search everywhere: records, things to do, printed forms, in one box that the keyboard opens."""
