import type { Carrier, Channel, PaymentSource } from "@argosy/core/connector.ts";

/** The doors to the world for one company. Opened by accounts/open.ts from stored credentials; cached per version. */
export type Outside = {
  readonly channel: (accountId: string) => Promise<Channel>;
  readonly paymentSource: (accountId: string) => Promise<PaymentSource>;
  readonly carrier: (accountId: string) => Promise<Carrier>;
};
