/** Browsing: what customers look at on the storefront. */
export const browsing = {
  title: "Browsing",
  body:
    "Remind customers of a product that they looked at and left. It works for customers who come to your store by a " +
    "link of your texts.",
  whom:
    "Of whom: customers who tap a link of your texts, and who allow analytics and marketing in your store's cookie " +
    "banner. Nobody else is recognised.",
  what: "What: the product and the time, for 30 days after the tap, in the browser that opened the link.",
  not: "Not: searches, carts, addresses or anything that they type. Your privacy policy should name it.",
  off: "Browsing is off. Nothing is collected.",
  on: "Browsing is on.",
  turnOn: "Turn on browsing",
  turnOff: "Turn off browsing",
  saidOn: "Browsing is on",
  saidOff: "Browsing is off",
  seeTemplate: "See “Browse abandonment”",
  noLinks: "Short links are off, so nobody is recognised",
  noLinksBody: "Browsing recognises customers by the short links of your texts. Turn them on first.",
  seeLinks: "See the setting",
  notGrantedTitle: "Shopify has to allow it first",
  notGranted: "Your store has not allowed Shopbell to run a pixel. Allow it, then turn on browsing.",
  allow: "Allow in Shopify",
  declined: "Shopify did not get your permission. Browsing stays off.",
  notActivated: (detail: string) =>
    `Shopify did not take the pixel, so browsing stays off. Try again later. (${detail})`,
  notRemoved:
    "Browsing is off, and nothing is collected any more. Shopify did not remove the pixel yet: turn browsing off once " +
    "more later.",
  /** In the editor and at publishing. */
  neededTitle: "Browsing is off",
  needed: "No customer enters this automation while browsing is off.",
  seeSetting: "Turn it on in Settings",
};
