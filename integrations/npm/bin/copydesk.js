#!/usr/bin/env node
// Starts the program that npm has installed for this machine, and ends as it ends.
"use strict";

const { spawnSync } = require("node:child_process");

const machine = `${process.platform}-${process.arch}`;
const name = process.platform === "win32" ? "copydesk.exe" : "copydesk";

function program() {
  try {
    return require.resolve(`@copydesk/${machine}/${name}`);
  } catch {
    console.error(`copydesk: there is no ready-made program for ${machine}, or npm was told to leave out optional packages.`);
    console.error("Install it with `cargo install copydesk` instead.");
    process.exit(2);
  }
}

const done = spawnSync(program(), process.argv.slice(2), { stdio: "inherit" });
if (done.error) {
  console.error(`copydesk: the program cannot be started: ${done.error.message}`);
}
if (done.signal) {
  process.kill(process.pid, done.signal);
}
process.exit(done.status ?? 2);
