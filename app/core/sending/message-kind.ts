/**
 * The purpose of a text: marketing, transactional, a double opt-in request, a conversation with staff, or a merchant's
 * test to themselves. Automations use the first three.
 */
export type MessageKind = "marketing" | "transactional" | "opt_in" | "conversation" | "test";

/**
 * Whether a kind counts as marketing: it requires that the customer has not opted out, and the first text identifies
 * the shop.
 */
export const isMarketing = (kind: MessageKind): boolean => kind === "marketing" || kind === "opt_in";
