"""Text in, character offsets out: safe text, sentences, words, dates, figures and quotes."""
