// Shopify's library reads this variable at import time, for the page that fetches a new session token: import this file
// first.
process.env.APP_BRIDGE_URL ??= `http://127.0.0.1:${process.env.PORT || "3000"}/sandbox/app-bridge.js`;
