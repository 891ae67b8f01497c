import { hex32 } from "../../derive.ts";

export type Service = {
  readonly carrier: string;
  readonly service: string;
  readonly baseMinor: number;
  readonly perOzMinor: number;
  readonly days: number;
  readonly mostOz: number;
};

// USPS names and the order of the list as recorded; the other carriers' services are our own choice of names.
// prettier-ignore
const tables = {
  usDomestic: [
    { carrier: "USPS", service: "Express", baseMinor: 2850, perOzMinor: 30, days: 2, mostOz: 1120 },
    { carrier: "USPS", service: "Priority", baseMinor: 590, perOzMinor: 7, days: 2, mostOz: 1120 },
    { carrier: "USPS", service: "GroundAdvantage", baseMinor: 420, perOzMinor: 11, days: 3, mostOz: 1120 },
    { carrier: "UPS", service: "Ground", baseMinor: 980, perOzMinor: 6, days: 4, mostOz: 2400 },
  ],
  usAbroad: [
    { carrier: "USPS", service: "ExpressMailInternational", baseMinor: 4950, perOzMinor: 45, days: 5, mostOz: 1120 },
    { carrier: "USPS", service: "PriorityMailInternational", baseMinor: 3100, perOzMinor: 32, days: 8, mostOz: 1120 },
    { carrier: "USPS", service: "FirstClassPackageInternationalService", baseMinor: 1450, perOzMinor: 62, days: 12, mostOz: 64 },
  ],
  chinaAbroad: [
    { carrier: "DHLExpress", service: "ExpressWorldwideNonDoc", baseMinor: 2400, perOzMinor: 38, days: 4, mostOz: 2400 },
    { carrier: "Yanwen", service: "AirMailTracked", baseMinor: 310, perOzMinor: 29, days: 14, mostOz: 70 },
    { carrier: "YunExpress", service: "GlobalDirectTracked", baseMinor: 420, perOzMinor: 33, days: 9, mostOz: 1050 },
  ],
  elsewhere: [
    { carrier: "DHLExpress", service: "ExpressWorldwideNonDoc", baseMinor: 2200, perOzMinor: 36, days: 3, mostOz: 2400 },
    { carrier: "RoyalMail", service: "Tracked48", baseMinor: 390, perOzMinor: 9, days: 3, mostOz: 700 },
  ],
} as const satisfies Record<string, readonly Service[]>;

export function servicesFor(fromCountry: string, toCountry: string): readonly Service[] {
  if (fromCountry === "US") return toCountry === "US" ? tables.usDomestic : tables.usAbroad;
  return fromCountry === "CN" && toCountry !== "CN" ? tables.chinaAbroad : tables.elsewhere;
}

/** Dollar cents for a weight: a base and a price per started ounce. Always the same, so that a test can know it. */
export const priceMinor = (s: Service, weightOz: number): number => s.baseMinor + s.perOzMinor * Math.ceil(weightOz);

export const dollars = (minor: number): string => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;

export const rateId = (seed: number, shipment: number, index: number): string => `rate_${hex32(seed, 210 + index, shipment)}`;

export const carrierAccount = (seed: number, carrier: string): string => `ca_${hex32(seed, 209, carrier.length * 31 + carrier.charCodeAt(0))}`;

export function wireRate(seed: number, shipment: number, index: number, s: Service, weightOz: number, at: string, shipmentId: string) {
  const minor = priceMinor(s, weightOz);
  return {
    id: rateId(seed, shipment, index), object: "Rate", created_at: at, updated_at: at, mode: "test",
    service: s.service, carrier: s.carrier, rate: dollars(minor), currency: "USD",
    retail_rate: dollars(Math.ceil(minor * 1.3)), retail_currency: "USD", list_rate: dollars(Math.ceil(minor * 1.08)), list_currency: "USD",
    billing_type: "easypost", delivery_days: s.days, delivery_date: null, delivery_date_guaranteed: false,
    est_delivery_days: s.days, shipment_id: shipmentId, carrier_account_id: carrierAccount(seed, s.carrier),
  };
}
