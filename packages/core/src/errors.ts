/** Every refusal a caller can get, with its HTTP status. Codes travel; sentences live in the web app's texts. */
// prettier-ignore
export const errorCatalog = {
  // the request itself
  input_refused: 400, signed_out: 401, csrf_refused: 403, not_allowed: 403, setup_done: 403, setup_token_wrong: 403,
  not_found: 404, media_type_refused: 415, too_many_requests: 429, internal: 500, database_unreachable: 503,
  sign_in_refused: 401, login_stale: 403,
  // travellers
  order_not_found: 404, parcel_not_found: 404, wrong_stage: 409, changed_meanwhile: 409, on_hold: 409, hold_not_open: 409,
  hold_not_releasable: 409, reason_missing: 400,
  merge_differs: 409, merge_too_few: 400, parcel_booked: 409, parcel_shared: 409, parcel_in_wave: 409, not_merged: 409,
  no_label: 409, not_reserved: 409, last_look_failed: 409, order_cancelled: 409, label_outdated: 409,
  // the scan station
  barcode_unknown: 404, not_on_parcel: 409, line_full: 409, parcel_incomplete: 409, weight_differs: 409, channel_silent: 409, already_shipped: 409, parcel_held: 409,
  // stock, catalogue, settings
  sku_not_found: 404, warehouse_not_found: 404, method_not_found: 404, account_not_found: 404, code_taken: 409,
  qty_refused: 400, stock_reserved: 409, rules_refused: 400, url_refused: 400,
  credentials_refused: 409, account_unreachable: 409, account_closed: 409, file_too_large: 413, inbox_item_not_found: 404, still_unreadable: 409, payment_not_found: 404, payment_taken: 409, member_not_found: 404,
  last_owner: 409, demo_only: 403, nothing_fits: 409, wave_not_found: 404, template_refused: 400,
} as const;

export type ErrorCode = keyof typeof errorCatalog;
/** What every refused call answers with. `field` names the input at fault, `detail` is a fact (facts.ts) or
 *  a stranger's own words. */
export type Refusal = { readonly code: ErrorCode; readonly field?: string; readonly detail?: string };
