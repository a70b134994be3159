"""Pure layout: text and spans to terminal rows, for one pane and for columns side by side."""
