"""The settings by which the set-up is taken up again where it was left."""

SETUP_STEP = "setup.step"
"""The step that is being done, empty once the officer left the set-up."""


def text_of(step: str) -> str:
    """Return the setting that keeps what is typed in a step and not saved."""
    return f"setup.{step}"
