"""Who there is: exchanges, parties, their keys and links; what the council does first; how parties end."""
