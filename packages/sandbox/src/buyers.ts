import type { Address } from "@argosy/core/address.ts";
import type { EbaySite } from "./books.ts";
import { derive, pick } from "./derive.ts";

type People = { readonly first: readonly string[]; readonly last: readonly string[]; readonly streets: readonly string[]; readonly line: (street: string, number: number) => string };
const english: People = {
  first: ["Amelia", "Noah", "Olivia", "Liam", "Sofia", "Ethan", "Mia", "Lucas", "Isla", "Oliver", "Grace", "Henry", "Ella", "Jack", "Ruby", "Leo", "Nora", "Max", "Clara", "Hannah", "Chloe", "Hugo", "Emma", "Louis", "Matilda", "Archie"],
  last: ["Carter", "Bennett", "Walsh", "Hughes", "Foster", "Reed", "Murphy", "Brooks", "Kelly", "Sanders", "Price", "Wood", "Barnes", "Ross", "Jenkins", "Perry", "Nguyen", "Clarke", "Fraser", "O'Neill", "Lindqvist", "García"],
  streets: ["Maple Street", "Oak Avenue", "Station Road", "Church Lane", "Cedar Drive", "Mill Road", "High Street", "Park Avenue", "River Road", "Sunset Boulevard", "King Street", "Lakeview Drive", "Elm Street", "Victoria Road", "Hillcrest Avenue", "Orchard Way"],
  line: (street, number) => `${number} ${street}`,
};
/** People live in their own country's streets. Countries without a line of their own: the English one. */
const peopleOf: Readonly<Record<string, People>> = {
  DE: {
    first: ["Felix", "Hannah", "Jonas", "Lena", "Paul", "Clara", "Emma", "Jürgen", "Greta", "Moritz"], last: ["Schneider", "Weber", "Koch", "Braun", "Müller", "Vogel", "Krüger", "Hartmann"],
    streets: ["Kastanienallee", "Bahnhofstraße", "Lindenweg", "Gartenstraße", "Schillerstraße", "Am Mühlbach", "Bergstraße"], line: (street, number) => `${street} ${number}`,
  },
  FR: {
    first: ["Chloé", "Hugo", "Louis", "Camille", "Léa", "Jules", "Manon", "Théo"], last: ["Martin", "Moreau", "Laurent", "Lefèvre", "Girard", "Rousseau", "Fontaine"],
    streets: ["rue Victor Hugo", "avenue Jean Jaurès", "rue des Lilas", "rue de la République", "boulevard Voltaire", "rue du Moulin"], line: (street, number) => `${number} ${street}`,
  },
  JP: {
    first: ["Yuki", "Haruto", "Aoi", "Ren", "Hina", "Sota", "Mei", "Kaito"], last: ["Tanaka", "Sato", "Suzuki", "Ito", "Kobayashi", "Nakamura", "Yamada"],
    streets: ["Sakuramachi", "Midoricho", "Honcho", "Asahicho", "Wakabacho", "Minamimachi"], line: (street, number) => `${1 + (number % 5)}-${1 + (number % 23)}-${1 + (number % 17)} ${street}`,
  },
};

type Place = readonly [city: string, state: string, postcode: string, dial: string];
// prettier-ignore
const places: Record<string, readonly Place[]> = {
  US: [["Austin","TX","78704","512"],["Portland","OR","97209","503"],["Brooklyn","NY","11215","718"],["Denver","CO","80205","303"],["Madison","WI","53703","608"],["San Diego","CA","92103","619"],["Atlanta","GA","30307","404"],["Seattle","WA","98103","206"],["Columbus","OH","43215","614"],["Tampa","FL","33606","813"]],
  GB: [["London","","SW11 5QL","20"],["Leeds","","LS6 2AB","113"],["Bristol","","BS3 4DL","117"],["Edinburgh","","EH9 1JF","131"],["Manchester","","M20 2WS","161"],["Cardiff","","CF11 9AD","29"]],
  DE: [["Berlin","","10437","30"],["Hamburg","","20357","40"],["München","","80469","89"],["Köln","","50674","221"],["Leipzig","","04277","341"]],
  AU: [["Melbourne","VIC","3056","3"],["Sydney","NSW","2042","2"],["Brisbane","QLD","4101","7"],["Perth","WA","6008","8"]],
  CA: [["Toronto","ON","M4M 1Y5","416"],["Vancouver","BC","V6K 2G8","604"],["Montréal","QC","H2T 1S4","514"]],
  FR: [["Lyon","","69007","4"],["Nantes","","44000","2"],["Paris","","75011","1"]],
  JP: [["Setagaya-ku","Tokyo","154-0024","3"],["Osaka","Osaka","530-0001","6"]],
};

export const countriesOf: Record<EbaySite, readonly string[]> = {
  EBAY_US: ["US", "US", "US", "US", "US", "CA", "AU", "JP"],
  EBAY_GB: ["GB", "GB", "GB", "GB", "FR", "DE"],
  EBAY_DE: ["DE", "DE", "DE", "FR"],
  EBAY_AU: ["AU", "AU", "AU", "AU"],
};

export type Buyer = { readonly buyer: string; readonly shipTo: Address };

/** A buyer with a plausible address of the site's usual countries. The same number is always the same person. */
export function inventBuyer(seed: number, n: number, site: EbaySite, country?: string): Buyer {
  const draw = (kind: number) => derive(seed, kind, n);
  const land = country ?? pick(countriesOf[site], draw(51));
  const [city, state, postcode, dial] = pick(places[land] ?? places["US"]!, draw(52));
  const people = peopleOf[land] ?? english;
  const first = pick(people.first, draw(53));
  const last = pick(people.last, draw(54));
  const plain = `${first}_${last}`.normalize("NFKD").replace(/[^A-Za-z_]/g, "").toLowerCase();
  const number = 1 + (draw(55) % 240);
  const street = pick(people.streets, draw(56));
  return {
    buyer: `${plain}${draw(57) % 10_000}`,
    shipTo: {
      name: `${first} ${last}`, company: "",
      line1: people.line(street, number),
      line2: draw(58) % 5 === 0 ? `Apt ${1 + (draw(59) % 30)}` : "",
      city, state, postcode, country: land,
      phone: `${dial}${String(draw(60) % 10_000_000).padStart(7, "0")}`,
    },
  };
}
