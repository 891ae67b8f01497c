import { z } from "zod";
import { externalId } from "../../kit/wire.ts";

// What we read of PayPal's transaction search (1.9), and only that. Recorded answers break the contract's own patterns
// (dates end in +0000, an empty window has no entries), so nothing here repeats them.

const text = z.string().nullish();
const Amount = z.object({ value: z.string(), currency_code: z.string() });

/** https://developer.paypal.com/docs/api/transaction-search/v1/#transactions_get (transaction_details) */
export const PaypalTransaction = z.object({
  transaction_info: z.object({
    transaction_id: externalId,
    paypal_reference_id: text,
    paypal_reference_id_type: text,
    transaction_event_code: z.string().min(1),
    transaction_initiation_date: z.string(),
    transaction_updated_date: text,
    transaction_amount: Amount,
    fee_amount: Amount.nullish(),
    transaction_status: z.string(),
    pending_reason_code: text, // not in the contract; older accounts send it
    transaction_subject: text,
    transaction_note: text,
    invoice_id: text,
    custom_field: text,
    protection_eligibility: text,
  }),
  payer_info: z
    .object({
      email_address: text,
      address_status: text,
      payer_name: z
        .object({ given_name: text, surname: text, alternate_full_name: text, full_name: text })
        .nullish(),
    })
    .nullish(),
  shipping_info: z
    .object({
      name: text,
      address: z
        .object({ line1: text, line2: text, city: text, state: text, country_code: text, postal_code: text })
        .nullish(),
    })
    .nullish(),
});

export const PaypalPage = z.object({
  transaction_details: z.array(z.unknown()),
  page: z.int().nullish(),
  total_pages: z.int().nullish(),
  last_refreshed_datetime: text,
});

export const PaypalToken = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

export const PaypalFault = z.object({
  name: text,
  message: text,
  details: z.array(z.object({ field: text, issue: text, description: text })).nullish(),
});
export const PaypalOAuthFault = z.object({ error: z.string(), error_description: text });
