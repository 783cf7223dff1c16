"""Record kinds, rules, changes and Vietnamese text: pure Python, no input or output."""
