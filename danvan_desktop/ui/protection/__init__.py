"""Who can open the store: passphrases, the recovery sheet, encryption, all in the window."""
