export { sendSms } from "./send-sms.ts";
export { wait } from "./wait.ts";
