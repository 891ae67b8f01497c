import type { Role } from "@argosy/core/api/people.ts";
import type { Locale } from "@argosy/core/locale.ts";
import type { Instant } from "@argosy/core/time.ts";
import { grantsOf } from "./abilities.ts";

type Known = {
  readonly memberId: string; readonly memberName: string; readonly email: string; readonly role: Role; readonly locale: Locale | null;
  readonly orgId: string; readonly orgName: string; readonly demo: boolean; readonly csrf: string;
};

/** What the web app is told about who signed in. */
export const describeMe = (s: Known, now: Instant) => ({
  member: { id: s.memberId, name: s.memberName, email: s.email, role: s.role, locale: s.locale },
  org: { id: s.orgId, name: s.orgName, demo: s.demo },
  may: grantsOf(s.role),
  csrf: s.csrf,
  now,
});
export type Me = ReturnType<typeof describeMe>;
