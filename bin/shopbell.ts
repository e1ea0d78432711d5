import { createCli } from "./cli/cli.ts";
import { runInSandbox } from "./cli/run-in-sandbox.ts";
import { openInstallation } from "./cli/open-installation.ts";

const args = process.argv.slice(2);
const answer = await runInSandbox(process.env, args);
if (answer) {
  process.stdout.write(answer.out);
  process.stderr.write(answer.err);
  process.exitCode = answer.code;
} else {
  const out = (text: string) => void process.stdout.write(text);
  const err = (text: string) => void process.stderr.write(text);
  process.exitCode = await createCli({ open: openInstallation, out, err }).run(args);
}
