/** What the app answers of a customer. */
export interface Block {
  customer: { id: string; phone: string | null; consent: string } | null;
  lines: { id: string; what: string; why: string | null; at: string }[];
  startable: { id: string; name: string }[];
}

/** Shopify resolves the address against the app's, and adds the session token. */
const ADDRESS = "/app/block";

/** @param id Shopify's global id of a customer or an order */
export async function readBlock(id: string): Promise<Block> {
  const response = await fetch(`${ADDRESS}?${new URLSearchParams({ id }).toString()}`);
  if (!response.ok) throw new Error(`the app answered ${response.status}`);
  return (await response.json()) as Block;
}

/** @returns whether the automation was started */
export async function startAutomation(start: {
  automationId: string;
  customerId: string;
  requestId: string;
}): Promise<boolean> {
  const response = await fetch(ADDRESS, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(start),
  });
  return response.ok && ((await response.json()) as { ok: boolean }).ok;
}
