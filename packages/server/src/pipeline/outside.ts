import type { Carrier, Channel, PaymentSource } from "@argosy/core/connector.ts";

/** The account is there, but nothing can be asked through it: its connector is gone, or its credentials can't be read. Its message is a fact. */
export class ClosedDoor extends Error {}

/** The doors to the world for one company. Opened by accounts/open.ts from stored credentials; cached per version. Throw `ClosedDoor`. */
export type Outside = {
  readonly channel: (accountId: string) => Promise<Channel>;
  readonly paymentSource: (accountId: string) => Promise<PaymentSource>;
  readonly carrier: (accountId: string) => Promise<Carrier>;
};
