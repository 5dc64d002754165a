"""Each part of a bundle judged by a policy; the answers to the articles; the words and the report."""
