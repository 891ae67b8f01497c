import { z } from "zod";
import { externalId } from "../../kit/wire.ts";

// What we read of EasyPost's answers (API v2, as recorded in its test mode), and only that.

const text = z.string().nullish();

const Rate = z.object({ id: z.string(), carrier: z.string(), service: z.string(), rate: z.string(), currency: text });
export type EasypostRate = z.infer<typeof Rate>;

const Label = z.object({ label_url: text, label_pdf_url: text, label_zpl_url: text, label_file_type: text });

/** https://docs.easypost.com/docs/shipments */
export const EasypostShipment = z.object({
  id: externalId,
  reference: text,
  created_at: text,
  tracking_code: text,
  refund_status: text,
  rates: z.array(Rate).nullish(),
  selected_rate: Rate.nullish(),
  postage_label: Label.nullish(),
  tracker: z.object({ id: text }).nullish(),
  messages: z.array(z.object({ carrier: text, message: z.unknown() })).nullish(),
});
export type EasypostShipment = z.infer<typeof EasypostShipment>;

export const EasypostShipmentPage = z.object({ shipments: z.array(EasypostShipment), has_more: z.boolean().nullish() });

const Place = z.object({ city: text, state: text, country: text, zip: text }).nullish();

/** https://docs.easypost.com/docs/trackers */
export const EasypostTracker = z.object({
  id: externalId,
  tracking_code: externalId,
  updated_at: z.string(),
  tracking_details: z
    .array(
      z.object({
        datetime: z.string(),
        status: text,
        status_detail: text,
        message: text,
        description: text,
        carrier_code: text,
        tracking_location: Place,
      }),
    ),
});
export type EasypostTracker = z.infer<typeof EasypostTracker>;

export const EasypostTrackerPage = z.object({ trackers: z.array(z.unknown()), has_more: z.boolean().nullish() });

export const EasypostFault = z.object({
  error: z.object({
    code: z.string(),
    message: z.unknown(), // text, or a list or object of texts
    errors: z.array(z.unknown()).nullish(), // objects with field and message, or bare texts
  }),
});
