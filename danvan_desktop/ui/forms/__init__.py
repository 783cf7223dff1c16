"""Forms made from the declarations of kinds."""
