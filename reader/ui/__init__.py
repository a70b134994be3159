"""The Textual app. Importing this package imports no Textual; its modules do."""
