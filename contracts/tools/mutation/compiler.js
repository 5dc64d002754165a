// The compiler, loaded once: a line of standard JSON in, its answer out as one line. See compiler.py.
"use strict";

const path = require("path");
const readline = require("readline");
const solc = require(path.join(__dirname, "..", "..", "node_modules", "solc"));

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(solc.compile(line) + "\n");
});
