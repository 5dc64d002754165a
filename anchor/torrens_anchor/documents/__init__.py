"""Papers beside the chain: captures, platform statements, a third party's time."""
