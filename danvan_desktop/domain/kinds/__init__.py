"""The record kinds, one module for each kind or close family."""
