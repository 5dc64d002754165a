"""One module a noun; each offers `app`, a Typer application. Heavy packages load inside the verb that needs them."""
