"""The council's acts: its events, an act in plain words, an act spelled out."""
