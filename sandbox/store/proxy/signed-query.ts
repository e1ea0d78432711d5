import { createHmac } from "node:crypto";

/**
 * The query of a request as Shopify's app proxy signs it: hex HMAC-SHA256 of the sorted parameters, joined without a
 * separator; repeated values are joined by commas.
 */
export function signedQuery(secret: string, parameters: URLSearchParams): URLSearchParams {
  const signed = new URLSearchParams(parameters);
  signed.delete("signature");
  const message = [...new Set(signed.keys())]
    .sort()
    .map((name) => `${name}=${signed.getAll(name).join(",")}`)
    .join("");
  signed.set("signature", createHmac("sha256", secret).update(message).digest("hex"));
  return signed;
}
