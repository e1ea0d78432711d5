export const unsubscribe = {
  title: "Marketing emails",
  ask: "You will get no more marketing emails from this shop. Emails about your orders still come.",
  confirm: "Unsubscribe",
  done: (shop: string) => `You will get no more marketing emails from ${shop}.`,
};

export const optOut = {
  title: "Stop texts",
  ask: (shop: string) => `Stop all texts from ${shop}, those about your orders too?`,
  confirm: "Stop texts",
  done: (shop: string) => `Done. You will get no more texts from ${shop}.`,
};

export const landing = {
  title: "Texts that come at the right moment, once, and say why",
  body:
    "Shopbell texts a Shopify store's customers: a reminder of a forgotten cart, a thank-you for " +
    "an order, a welcome. For every text that was sent, and every one that was not, it shows exactly why.",
  open: "Open it from your store admin, under Apps.",
  login: "How to open or install it",
};

export const login = {
  title: "Open Shopbell from your store admin",
  body: "Find it there under Apps: Shopify then tells which store it is for.",
  install: "To install it, open its page in the Shopify App Store and press Install.",
};

export const wayBack = {
  title: "One moment",
  lostTitle: "Open this page from your store admin",
  lostBody: "Its address alone does not say which store it is for. Find Shopbell there under Apps.",
};
