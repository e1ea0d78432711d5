import type { FrameLocator } from "playwright-core";
import { expect } from "vitest";
import { text } from "../../app/text/en.ts";
import type { Sandbox } from "#tests/support/sandbox.ts";
import { soon } from "./stand.ts";

/** Reads the code that was texted to a number, and types it on the Test page, which submits it with its last digit. */
export async function typeNumberCode(app: FrameLocator, sandbox: Pick<Sandbox, "state">, phone: string): Promise<void> {
  const field = app.getByLabel(text.trial.numberCode.label, { exact: true });
  await field.waitFor();
  let code = "";
  await expect
    .poll(async () => {
      const { conversations } = await sandbox.state();
      const bodies = conversations
        .filter((one) => one.phone === phone)
        .flatMap(({ texts }) => texts.map(({ body }) => body));
      code = bodies.flatMap((body) => /^(\d{6}) is your Shopbell code/.exec(body)?.[1] ?? []).at(-1) ?? "";
      return code;
    }, soon)
    .toMatch(/^\d{6}$/);
  await field.pressSequentially(code);
  await field.waitFor({ state: "detached" });
}
