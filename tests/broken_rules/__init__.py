"""What each rule of each kind refuses or warns of, to be tried in every way by which a record comes in."""
