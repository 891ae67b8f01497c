import { describe, expect, test } from "vitest";
import type { ConnectorError, Http, Page, PaymentRecord, PaymentSource, RawItem, Window } from "@argosy/core/connector.ts";
import type { Result } from "@argosy/core/result.ts";
import { failingDoor, failures, isTokenCall } from "./failing-doors.testkit.ts";
import { allPages } from "./pages.testkit.ts";

/** An account with payments behind it, and how to look at it from the side. */
export type PaymentFixture = {
  readonly vendor: Http;
  readonly open: (http: Http) => PaymentSource;
  readonly window: Window;
  /** Every record of the window with what it is, more than one page of them. */
  readonly records: readonly { readonly externalId: string; readonly kind: PaymentRecord["kind"]; readonly grossMinor: number }[];
  /** A window that lies after the newest data. */
  readonly tooEarly: Window;
  readonly secrets: readonly string[];
};

const value = <T>(result: Result<T, ConnectorError>): T => {
  expect(result).toMatchObject({ ok: true });
  return (result as { readonly value: T }).value;
};

/** What every payment source must keep (house guide, section 15). */
export function describePaymentSource(name: string, make: () => PaymentFixture): void {
  describe(`${name} as a payment source`, () => {
    test("every record comes once, with the right kind, gross apart from the fee", async () => {
      const { open, vendor, window, records } = make();
      const source = open(vendor);
      const mapped = value(await allPages(source.listPayments, window)).map(({ raw }) => value(source.mapPayment(raw)));
      const seen = mapped.map(({ externalId, kind, gross }) => ({ externalId, kind, grossMinor: gross.minor }));
      const byId = (a: { externalId: string }, b: { externalId: string }) => (a.externalId < b.externalId ? -1 : 1);
      expect(seen.toSorted(byId)).toEqual(records.toSorted(byId));
      for (const { kind, gross, fee, relatedId, externalId } of mapped) {
        if (kind === "payment" && fee) expect(Math.sign(fee.minor)).toBe(-Math.sign(gross.minor));
        expect(relatedId).not.toBe(externalId);
      }
    });

    test("the same payload gives the same record, with the item's id and version", async () => {
      const { open, vendor, window } = make();
      const source = open(vendor);
      for (const { raw, externalId, version } of value(await allPages(source.listPayments, window))) {
        const record = value(source.mapPayment(raw));
        expect(record).toMatchObject({ externalId, version });
        expect(source.mapPayment(structuredClone(raw))).toEqual({ ok: true, value: record });
      }
    });

    test("a cursor goes on in another process without loss", async () => {
      const { open, vendor, window, records } = make();
      const seen: RawItem[] = [];
      for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
        const page: Page<RawItem> = value(await open(vendor).listPayments(window, cursor));
        seen.push(...page.items);
        cursor = page.next;
      }
      expect(new Set(seen.map((item) => item.externalId))).toEqual(new Set(records.map((record) => record.externalId)));
    });

    test("a window after the newest data is not yet there, which is no refusal", async () => {
      const { open, vendor, tooEarly } = make();
      expect(await open(vendor).listPayments(tooEarly, null)).toMatchObject({ ok: false, error: { kind: "unavailable", notYet: true } });
    });

    test.for(failures)("$name -> $read", async (failure) => {
      const { open, vendor, window, secrets } = make();
      const answer = await open(failingDoor(vendor, isTokenCall, failure)).listPayments(window, null);
      expect(answer).toMatchObject({ ok: false, error: { kind: failure.read } });
      for (const secret of secrets) expect(JSON.stringify(answer)).not.toContain(secret);
    });

    test.each([null, undefined, 1, "text", [], {}])("a raw %j is malformed with a path, never a crash", (raw) => {
      const { open, vendor } = make();
      expect(open(vendor).mapPayment(raw)).toMatchObject({ ok: false, error: { kind: "malformed" } });
    });
  });
}
