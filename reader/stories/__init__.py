"""Group a collection's articles into stories."""
