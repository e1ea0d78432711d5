/**
 * Starts the project's commands from a bare clone: installs packages, builds if needed, then runs the command on the
 * project's Node 24. Runs on Node 20 itself. Prints to stderr only; stdout belongs to the command.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(ROOT);

const NODE = path.resolve("node_modules/.bin/node");
const INSTALLED = "node_modules/.shopbell-installed";
const BUILT = "build/.built-from";
const SERVING = { builds: true, env: { NODE_ENV: "production" } };

/** Node's options of every command. A larger young generation collects the short-lived rows of a batch in fewer turns. */
const NODE_OPTIONS = ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=64"];

/** Per command: its entry, whether it serves the built pages, and default environment variables. */
const COMMANDS = {
  sandbox: { run: ["bin/sandbox.ts"], ...SERVING },
  history: { run: ["bin/history.ts"], ...SERVING },
  documents: { run: ["bin/documents.ts"] },
  pictures: { run: ["bin/pictures.ts"], ...SERVING },
  start: { run: ["bin/start.ts"], ...SERVING },
  worker: { run: ["bin/worker.ts"], env: { NODE_ENV: "production" } },
  shopbell: { run: ["bin/shopbell.ts"], env: { NODE_ENV: "production" } },
  test: { run: ["node_modules/vitest/vitest.mjs", "run"], builds: true },
  "test:faults": { run: ["node_modules/vitest/vitest.mjs", "run", "--project", "faults"], env: { RUNS: "200" } },
  "test:core": { run: ["node_modules/vitest/vitest.mjs", "run", "--project", "core"] },
};

const [name, ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name ?? "") ? COMMANDS[name] : undefined;
if (!command) {
  printLine(`usage: node bin/run.mjs ${Object.keys(COMMANDS).join("|")} [arguments]`);
  process.exit(2);
}
install();
if (command.builds) build();
runCommand(command, args);

function install() {
  const wanted = { packages: digest("package-lock.json"), schema: digest("prisma/schema.prisma") };
  const found = existsSync(INSTALLED) ? JSON.parse(readFileSync(INSTALLED, "utf8")) : {};
  if (found.packages !== wanted.packages && !isInstalled()) {
    printLine("installing packages (once; a minute or two) ...");
    // Without the project's own Node in PATH, because npm is about to replace it.
    const PATH = (process.env.PATH ?? "")
      .split(path.delimiter)
      .filter((folder) => !folder.startsWith(path.resolve("node_modules")));
    runOrExit("npm", ["ci", "--no-audit", "--no-fund"], { PATH: PATH.join(path.delimiter) });
  } else if (found.schema !== wanted.schema) {
    printLine("generating the database client ...");
    runOrExit(NODE, ["node_modules/prisma/build/index.js", "generate"]);
  }
  if (found.packages !== wanted.packages || found.schema !== wanted.schema)
    writeFileSync(INSTALLED, JSON.stringify(wanted));
}

/** Whether the installed packages match the lock file. An image has none that serve development alone. */
function isInstalled() {
  const isImage = process.env.NODE_ENV === "production";
  const record = "node_modules/.package-lock.json";
  if (!existsSync(record) || !existsSync(NODE)) return false;
  const there = JSON.parse(readFileSync(record, "utf8")).packages;
  const wanted = Object.entries(JSON.parse(readFileSync("package-lock.json", "utf8")).packages);
  return wanted.every(
    ([folder, { version, optional, dev, devOptional }]) =>
      folder === "" ||
      (there[folder] ? there[folder].version === version : optional || (isImage && (dev || devOptional))),
  );
}

function build() {
  const sources = [
    "app",
    "public",
    "package.json",
    "package-lock.json",
    "remix.config.js",
    "tsconfig.json",
    "vite.config.ts",
  ];
  const wanted = digest(...sources.flatMap(filesOf));
  if (existsSync(BUILT) && readFileSync(BUILT, "utf8") === wanted) return;
  printLine("building the pages ...");
  runOrExit(NODE, ["node_modules/@remix-run/dev/dist/cli.js", "vite:build"], { NODE_ENV: "production" });
  mkdirSync("build", { recursive: true });
  writeFileSync(BUILT, wanted);
}

function filesOf(place) {
  if (!existsSync(place)) return [];
  if (statSync(place).isFile()) return [place];
  return readdirSync(place)
    .sort()
    .flatMap((entry) => filesOf(path.join(place, entry)));
}

function digest(...files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** Runs a program to the end; prints its output only if it fails. */
function runOrExit(program, programArgs, env = {}) {
  const result = spawnSync(program, programArgs, {
    env: { ...process.env, ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 2 ** 28,
  });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}`);
  printLine(
    `${[program, ...programArgs].join(" ")} failed: ${result.error?.message ?? `exit code ${result.status ?? result.signal}`}`,
  );
  process.exit(1);
}

function runCommand({ run, env = {} }, programArgs) {
  const child = spawn(NODE, [...NODE_OPTIONS, ...run, ...programArgs], {
    stdio: "inherit",
    env: { ...env, ...process.env },
  });
  child.on("error", (error) => {
    printLine(`cannot run ${NODE}: ${error.message}; remove node_modules and try again`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + os.constants.signals[signal]));
  process.on("exit", () => child.kill("SIGKILL"));

  let lastSignalAt = -Infinity;
  const forwardSignal = (signal) => {
    // npm forwards a signal that the whole process group got: count it once.
    if (performance.now() - lastSignalAt < 1_000) return;
    lastSignalAt = performance.now();
    child.kill(signal);
  };
  // The terminal sends Ctrl-C to the child directly.
  process.on("SIGINT", () => process.stdin.isTTY || forwardSignal("SIGINT"));
  process.on("SIGTERM", () => forwardSignal("SIGTERM"));
  process.on("SIGHUP", () => forwardSignal("SIGHUP"));

  // Killing npm orphans its shell or this process, so watch the parent.
  if (!process.env.npm_lifecycle_event) return;
  const parents = ancestry();
  const watch = setInterval(() => {
    if (ancestry() === parents) return;
    clearInterval(watch);
    forwardSignal("SIGTERM");
  }, 1_000);
}

/** The parent's pid; if the parent is npm's shell, also the shell's parent's. */
function ancestry() {
  const { ppid } = process;
  try {
    const status = readFileSync(`/proc/${ppid}/status`, "utf8");
    return /^Name:\s*(sh|dash|bash)$/m.test(status) ? `${ppid} ${/^PPid:\s*(\d+)/m.exec(status)?.[1]}` : `${ppid}`;
  } catch {
    return `${ppid}`;
  }
}

function printLine(line) {
  process.stderr.write(`${line}\n`);
}
