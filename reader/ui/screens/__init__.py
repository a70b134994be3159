"""The screens: library, reading, compare, help."""
