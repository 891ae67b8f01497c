/** What the inputs of the contract are called, by their names there; `text.test.ts` walks the contract and misses none. */
// prettier-ignore
export const fields: Readonly<Record<string, string>> = {
  name: "Name", email: "E-mail", password: "Password", company: "Company", kind: "Kind", locale: "Language", token: "Token",
  current: "Present password", role: "Role", id: "Id", disabled: "Switched off", stage: "Stage", view: "View", hold: "Reason", accountId: "Account",
  country: "Country", q: "Search", sku: "SKU", after: "Place in the list", limit: "Limit", act: "Action", targets: "Rows", ids: "Rows",
  matching: "Filter", mappings: "Mappings", reason: "Reason given", seen: "What was seen", code: "Code", until: "Until", version: "Version", shipTo: "Address",
  line1: "Address line 1", line2: "Address line 2", city: "City", state: "State", postcode: "Postcode", phone: "Phone", groups: "Groups",
  orderId: "Order", paymentId: "Payment", body: "Content", warehouseId: "Warehouse", methodId: "Shipping method", waveId: "Wave", parcelIds: "Parcels",
  maxParcels: "Parcels per wave", skuId: "SKU", qty: "Quantity", everything: "Everything picked", pickStrip: "Pick strip", spoiled: "Spoiled labels",
  widthMm: "Paper width", heightMm: "Paper height", elements: "Elements", field: "Field", x: "Left", y: "Top", w: "Width", h: "Height",
  size: "Font size", bold: "Bold", text: "Text", parcelId: "Parcel", scanId: "Scan", weightG: "Weight in grams", nameEn: "English name",
  nameZh: "Chinese name", barcode: "Barcode", imageUrl: "Picture address", declaredNameEn: "Declared name, English",
  declaredNameZh: "Declared name, Chinese", declaredValue: "Declared value", minor: "Amount", currency: "Currency", hsCode: "HS code",
  originCountry: "Country of origin", channelSku: "Channel SKU", only: "Filter", receiptId: "Receipt", reference: "Reference", lines: "Lines",
  bin: "Bin", adjustId: "Adjustment", delta: "Difference", address: "Address", isDefault: "Default warehouse", carrierAccountId: "Carrier account",
  service: "Service", books: "When it books", numberSource: "Where numbers come from", label: "Label", channelCarrier: "Channel's carrier",
  maxWeightG: "Largest weight in grams", countries: "Countries", warehouseIds: "Warehouses", active: "In use", numbers: "Numbers",
  connector: "Service", site: "Site", baseUrl: "Service address", credentials: "Credentials", colour: "Colour", provenBy: "Proven by",
  toleranceMinor: "Tolerance", transactionId: "Transaction id", mergePolicy: "Merging", mergeWaitMinutes: "Minutes to wait for a merge", paymentAccountId: "Payment account",
  warehousePolicy: "Who serves", outagePolicy: "While the channel does not answer", asksPayerAddress: "Asks about the payer's address", asksUnprotected: "Asks about seller protection", paused: "Paused", decision: "Decision", basedOn: "Based on version", rules: "Rules", enabled: "Switched on",
  when: "Conditions", fact: "Condition", op: "Comparison", values: "Values", min: "Smallest", max: "Largest", then: "Choice", number: "Number",
  url: "Address of the page",
};
