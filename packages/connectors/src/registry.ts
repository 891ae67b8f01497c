import { ebayInfo, openEbay } from "./channels/ebay/index.ts";
import { easypostInfo, openEasypost } from "./carriers/easypost/index.ts";
import { openPaypal, paypalInfo } from "./payments/paypal/index.ts";

// The only list: a connector that is absent here does not exist. Each entry says what it is and opens one account.

export const channels = { ebay: { info: ebayInfo, open: openEbay } } as const;
export const payments = { paypal: { info: paypalInfo, open: openPaypal } } as const;
export const carriers = { easypost: { info: easypostInfo, open: openEasypost } } as const;
