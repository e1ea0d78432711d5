import { expect, it } from "vitest";
import { classifyThrown } from "#shell/http/classify-answer.server.ts";

const failure = (code: string) => Object.assign(new Error(code.toLowerCase()), { code });

it.each([
  "CERT_HAS_EXPIRED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
])("a certificate that is not to be trusted needs a person: %s", (code) => {
  expect(classifyThrown(failure(code))).toMatchObject({ kind: "refused", code: "certificate_invalid" });
});

it.each(["ECONNREFUSED", "ECONNRESET", "EAI_AGAIN", "ENOTFOUND", "EHOSTUNREACH", "ETIMEDOUT", "EPROTO"])(
  "a failure of the network may pass: %s",
  (code) => {
    expect(classifyThrown(failure(code))).toMatchObject({ kind: "retry" });
  },
);

it("one without words is told by its code", () => {
  expect(classifyThrown(Object.assign(new AggregateError([], ""), { code: "ECONNREFUSED" }))).toEqual({
    kind: "retry",
    detail: "it could not be reached: ECONNREFUSED",
  });
});
