import { createMongoAbility, type MongoAbility, type RawRuleOf } from "@casl/ability";
import { roles, type Role } from "@argosy/core/api/people.ts";
import { actions, subjects, type Action, type Subject } from "@argosy/core/api/route.ts";

type Ability = MongoAbility<[Action, Subject]>;
type Allowed = Readonly<Partial<Record<Subject, readonly Action[]>>>;

/**
 * What each role may do: the only list, checked on every call and printed into docs/generated/permissions.md.
 *
 * Rule  After the table of roles in the domain guide. Where a verb needs to see something to be usable, seeing it is
 *       granted: who may send a parcel another way sees warehouses and methods, who receives goods sees the SKUs.
 *       Floor roles see no order, no parcel list and so no price; of the buyer only what the label shows.
 *       Buyers are shown to those whose work is the address or the letter; to others they are masked, and finance may take
 *       the mask off one order at a time, which is written down (docs/decisions/0020).
 */
// prettier-ignore
export const abilities: Readonly<Record<Role, Allowed | "everything">> = {
  owner: "everything",
  manager: {
    Board: ["view"], Order: ["view", "edit", "approve"], Payment: ["approve"], Buyer: ["view", "manage"], Merge: ["view", "edit"], Parcel: ["view", "edit"], Inbox: ["view", "edit"],
    Wave: ["view", "pick"], Label: ["view", "print", "edit"], Scan: ["ship"], Stock: ["view", "receive"], Catalogue: ["view", "edit"],
    Purchase: ["view"], Rules: ["view", "edit"], Settings: ["view", "edit"], Account: ["view", "edit"], Member: ["view"], Demo: ["manage"],
  },
  service: {
    Board: ["view"], Order: ["view", "edit", "approve"], Payment: ["approve"], Buyer: ["view"], Merge: ["view", "edit"], Parcel: ["view", "edit"], Inbox: ["view", "edit"],
    Label: ["view"], Stock: ["view"], Catalogue: ["view"], Settings: ["view"],
  },
  purchaser: { Board: ["view"], Order: ["view"], Stock: ["view"], Catalogue: ["view"], Purchase: ["view"], Settings: ["view"] },
  warehouse: {
    Board: ["view"], Order: ["view"], Buyer: ["view"], Merge: ["view"], Parcel: ["view", "edit"], Wave: ["view", "pick"], Label: ["view", "print", "edit"],
    Scan: ["ship"], Stock: ["view", "receive"], Catalogue: ["view"], Purchase: ["view"], Settings: ["view"],
  },
  picker: { Wave: ["view", "pick"], Stock: ["view"] },
  packer: { Buyer: ["view"], Wave: ["view"], Label: ["view", "print"], Scan: ["ship"] },
  finance: { Board: ["view"], Order: ["view"], Payment: ["approve"], Buyer: ["unmask"], Stock: ["view"], Purchase: ["view"] },
  readonly: {
    Board: ["view"], Order: ["view"], Merge: ["view"], Parcel: ["view"], Wave: ["view"], Label: ["view"], Stock: ["view"],
    Catalogue: ["view"], Purchase: ["view"],
  },
};

const built = new Map<Role, Ability>(roles.map((role) => [role, createMongoAbility<Ability>(rulesOf(abilities[role]))]));

function rulesOf(allowed: Allowed | "everything"): RawRuleOf<Ability>[] {
  if (allowed === "everything") return [{ action: [...actions], subject: [...subjects] }];
  return Object.entries(allowed).map(([subject, may]) => ({ action: [...may], subject: subject as Subject }));
}

/** May this role do that? Server and menus ask here; nothing else compares roles. */
export const may = (role: Role, action: Action, subject: Subject): boolean => built.get(role)?.can(action, subject) ?? false;

/** May this role find an order by its buyer? Whoever may see the buyer, at once or with the mask taken off. */
export const findsBuyers = (role: Role): boolean => may(role, "view", "Buyer") || may(role, "unmask", "Buyer");

/** Every pair the role has, for the web app's menus and buttons. */
export const grantsOf = (role: Role): { action: Action; subject: Subject }[] =>
  subjects.flatMap((subject) => actions.filter((action) => may(role, action, subject)).map((action) => ({ action, subject })));
