// What the program states: why it moved somebody, what stands in the way. A fact is stored and sent as its code with
// its values, never as a sentence; the web app words it in the reader's language. A person's own words and a stranger's
// are no facts and stay as they were written; so do refusals of the protocol itself, which only programmers meet.

/** Every fact with its values. A value's name says how it is shown: `stage`, `holds`, `at`, `grams`, `country`, `part`, `said` and the like are worded, all others stand as they are. */
// prettier-ignore
export const facts = {
  // intake, payment, review
  fetched: ["status"], newer_version: [], changed_there: [], cancel_asked: [], closed_there: [], order_closed_there: [], cancelled_there: [], shipped_by_others: [],
  amounts_agree: [], channel_says_paid: [], channel_says_pending: [], payment_changed: [], refunded: [], refunded_there: [], nothing_to_ask: [], released_by_hand: [], wrote_after_review: [],
  only_shop_or_payment: [], not_quarantined: [],
  // merge, routing, booking, allocation
  no_other_order: [], account_never_merges: [], merge_time_over: [], merged_by_policy: [], merged_by_hand: [], merged: [], parcelled_up: [], taken_apart: [],
  order_in_stage: ["order", "stage"], order_held: ["order"], differs_in: ["order", "part", "than"],
  routed: ["method", "warehouse"], target_missing: [], stopped_before_call: [], warehouse_deleted: [], method_deleted: [], method_inactive: [], country_not_served: ["country"], too_heavy: ["grams", "grams"], not_from_this_warehouse: [],
  booked_already: [], own_number: ["method"], booked: ["service", "number"], booked_found: ["service", "number"], carrier_not_asked: [], no_connector: ["connector"], credentials_unreadable: [], asking_again: [], slow_down: [], quote_above: ["quote", "limit"], unreadable_at: ["path"], no_such_booking: [],
  nothing_chosen: [], all_in_stock: [], stock_elsewhere: [],
  // the floor
  on_pick_list: [], picked: ["wave"], too_few: ["wave"], left_wave: ["wave"], wave_undone: ["wave"], wave_ended: ["wave"], not_on_wave: ["wave"], wave_needs: ["wave", "qty"], slot_in_stage: ["slot", "stage"],
  label_made: [], label_printed: [], label_here: [], not_on_document: [], nothing_to_print: [], printed_times: ["times"], no_booking: [], no_number_yet: [], other_address: [], address_erased: [], label_missing: [], label_differs: [], label_unreadable: [], label_zpl: [],
  changed_while_drawn: [], letters_missing: [], beyond_right: ["element", "mm", "mm"], beyond_bottom: ["element", "mm", "mm"],
  weighs: ["grams", "grams"], weighed_otherwise: [], left_out: [], left_out_since: ["order", "at"], no_news_for: ["n"], no_carrier_tells: ["n"],
  all_scanned: [], shipped_at: ["at"], skus_open: ["n", "of"], asked_last_at: ["order", "at"], no_single_piece: ["sku"], line_has: ["sku", "n", "of"], other_scan: [],
  channel_answered: [], channel_has_it: [], no_carrier_word: [], nothing_to_tell: [],
  // holds and people
  looked_again: [], time_has_come: [], unexpected: [], in_stage: ["stage"], held_by: ["holds"], held_with_order: ["names", "holds"], fault_needs_reason: [], hold_changed: [], time_is_over: [],
  approved: [], set_aside: [], taken_up: [], tried_again: [], goes_alone: [], routed_again: [], chosen_by_hand: [], address_corrected: [], booked_or_shared: [], stock_given_back: [], count_fell_short: [],
  // stock, catalogue, settings, people
  free_only: ["n"], nothing_differs: [], id_used: [], barcode_taken: [], code_alike: ["code"], name_taken: [], email_taken: [], version_now: ["version"], currency_unknown: ["currency"], below_zero: [], left_empty: [], needed_by: ["service"], holds_at_most: ["n"], line_holds_at_most: ["n", "pieces"], being_written: [],
  url_unreadable: [], url_with_password: [], url_with_query: [], url_not_https: [], again_in: ["seconds"], password_differs: [], password_easy: [], log_entry: ["id"],
  number_needs_account: [], account_needs_carrier_number: [], no_carrier_label: [], not_this_company: [], known_are: ["names"], asks_for: ["service", "names"], no_such_connector: ["connector"], token_was_printed: [],
  // what an input must be, where its kind and size say too little
  input_unknown: [], input_other: [], input_code: [], input_email: [], input_colour: [], input_https: [], input_digits: [], input_listing_sku: [], input_numbers: [], input_country: [], input_millennium: [], input_one_bound: [], input_bounds: [], input_rule_ids: [], input_control: [], input_unseen: [], input_page: [], input_size: ["mb"], input_utf8: [], input_url: [],
  // what a connector could not do; the last value quotes the vendor
  want_kind: ["kind", "found"], want_at_least: ["n", "unit", "found"], want_at_most: ["n", "unit", "found"], want_one_of: ["names", "found"], want_currency: ["found"], want_same_currency: ["currency", "found"], want_amount: ["currency", "found"],
  want_instant: ["found"], want_near_time: ["found"], want_id: ["found"], want_country: ["found"], want_json: ["found"], want_depth: ["n"], want_fulfilments: [], want_exact_sums: [], want_label_file: ["found"], want_address_of: ["service"], // where something can't be read: see wanted.ts
  connector_fault: ["id"], answered_with: ["http", "said"], answer_too_long: ["mb"], not_answered_within: ["seconds"], host_inside: ["host"], too_late_to_send: [], label_not_ready: [], label_cut_off: [], bookings_beyond: ["n"], bought_unreadable: ["path", "said"],
  customs_gap: ["sku", "field"], filing_above: ["limit"], not_offered: ["service", "names", "said"], quoted_in: ["currency"],
  vendor_said: ["said"], vendor_signed_out: ["said"], vendor_refused: ["said"], vendor_unavailable: ["said"], vendor_unclear: ["said"], booking_unclear: ["said"], vendor_slow_down: ["seconds"], vendor_unreadable: ["path", "said"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type FactCode = keyof typeof facts;
type Each<Names extends readonly string[], V> = { readonly [K in keyof Names]: V };
/** One `V` for each value of a fact. */
export type ValuesOf<C extends FactCode, V> = Each<(typeof facts)[C], V>;

const mark = "#"; // no sentence of a person begins like this and then goes on as one of our codes
/** `#picked ["W100001"]`: the code, and the values as JSON. */
export type FactText = `${typeof mark}${string}`;
export const fact = <C extends FactCode>(code: C, ...values: ValuesOf<C, string | number>): FactText =>
  values.length === 0 ? `${mark}${code}` : `${mark}${code} ${JSON.stringify(values)}`;

export type Fact = { readonly code: FactCode; readonly values: readonly string[] };
/** Is the text a fact, and nobody's own words? */
export const isFact = (text: string): text is FactText => readFact(text) !== null;
/** The fact in a text; null when the text is somebody's own words. */
export function readFact(text: string): Fact | null {
  const [, code, list] = /^#([a-z_]+)(?: (\[.*\]))?$/s.exec(text) ?? [];
  if (code === undefined || !Object.hasOwn(facts, code)) return null;
  const wanted = facts[code as FactCode].length;
  const values = valuesIn(list);
  return values?.length === wanted ? { code: code as FactCode, values } : null;
}
function valuesIn(list: string | undefined): readonly string[] | null {
  if (list === undefined) return [];
  try {
    return (JSON.parse(list) as unknown[]).map(String);
  } catch {
    return null;
  }
}
