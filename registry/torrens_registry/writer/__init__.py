"""The writer: intents become transactions, each once. The only room that sends."""
