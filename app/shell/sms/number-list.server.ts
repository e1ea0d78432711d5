import { RegistrarError } from "./registrar.server.ts";

const PART = 1_000;
const TIMEOUT_MS = 10 * 60_000;
/** Longer than any number with a line's end. */
const MAX_LINE = 100;

/**
 * Reads a list of numbers, one a line, in parts: a day's list has hundreds of thousands, and is never in memory whole.
 * @param baseUrl of a simulated Twilio: then the address is read there, by its path
 * @throws RegistrarError
 */
export async function* readNumberList(address: string, baseUrl: string | undefined): AsyncIterable<string[]> {
  const url = URL.parse(address);
  if (!url || (!baseUrl && url.protocol !== "https:"))
    throw new RegistrarError("refused", null, "the list's address is not one of https", null);
  const target = baseUrl ? new URL(`${baseUrl.replace(/\/$/, "")}${url.pathname}${url.search}`) : url;
  let response: Response;
  try {
    response = await fetch(target, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    throw new RegistrarError("away", null, "the list could not be read", error);
  }
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new RegistrarError("away", null, `the list's address answered ${response.status}`, null);
  }
  let part: string[] = [];
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = (lines.pop() ?? "").slice(0, MAX_LINE);
    for (const line of lines) {
      const number = toE164(line);
      if (number) part.push(number);
      if (part.length < PART) continue;
      yield part;
      part = [];
    }
  }
  const last = toE164(rest);
  if (last) part.push(last);
  if (part.length > 0) yield part;
}

/** The list writes numbers with or without the plus; a line may have further columns. */
function toE164(line: string): string | null {
  const digits = line.split(/[,;\t]/)[0]?.replaceAll(/[^\d]/g, "") ?? "";
  return /^[1-9]\d{9,14}$/.test(digits) ? `+${digits.length === 10 ? `1${digits}` : digits}` : null;
}
