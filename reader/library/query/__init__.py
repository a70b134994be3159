"""The query language: words, phrases, fields, `and or not ( )`, and regular expressions."""
