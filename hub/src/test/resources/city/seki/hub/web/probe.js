// A file of the page, for tests.
