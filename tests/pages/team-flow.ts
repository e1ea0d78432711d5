import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import type { Sandbox } from "#tests/support/sandbox.ts";

const flow = {
  version: 1,
  name: "Call first buyers",
  kind: "transactional",
  trigger: { type: "order_created" },
  reentry: "every_time",
  steps: [
    {
      id: "call",
      type: "create_task",
      config: { title: "Call {{ customer.first_name }}", dueIn: { amount: 2, unit: "hours" } },
    },
    { id: "tell", type: "notify_admin", config: { title: "An order came in", body: "Look at it." } },
  ],
};

/** Turns on an automation that gives the team a task, due in two hours, and a notice for each order. */
export async function giveTheTeamWork({ dataDir, cli }: Sandbox): Promise<void> {
  const file = path.join(dataDir, "flow.json");
  writeFileSync(file, JSON.stringify(flow));
  const shop = "sandbox.myshopify.com";
  for (const args of [
    ["import", shop, file, "--publish"],
    ["activate", shop, flow.name],
  ])
    expect(await cli("automation", ...args)).toMatchObject({ code: 0 });
}
