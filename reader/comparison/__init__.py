"""Link the passages of two articles and say what each side alone has."""
