import { expect, test } from "vitest";
import { segmentBody } from "#tests/fixtures/customer-bodies.ts";
import { normalizedEventIn } from "../understood.ts";

test.for(["customer.joined_segment", "customer.left_segment"])(
  "%s names the segment by its number, and the customer",
  (topic) => {
    expect(normalizedEventIn(topic, JSON.parse(segmentBody("55", "7012345678901234567")))).toMatchObject({
      subject: "segment:55:customer:7012345678901234567",
      customer: { shopifyId: "7012345678901234567" },
      facts: { segment: { id: "55", name: null } },
      echoes: [],
    });
  },
);
