"""The main job: one dataset, three exchanges, a story in three acts. See cli/README.md, The demo."""
