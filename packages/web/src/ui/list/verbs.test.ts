import { expect, it } from "vitest";
import { firstDue, handy } from "./verbs.ts";

const verb = (id: string, more: { readonly why?: string; readonly primary?: boolean; readonly danger?: boolean; readonly rare?: boolean } = {}) => ({ id, why: null, ...more });
// prettier-ignore
const cases: readonly (readonly [name: string, verbs: readonly ReturnType<typeof verb>[], first: string | undefined, shown: string, rest: string])[] = [
  ["the one it is there for, two beside it, the others in the menu", [verb("snooze"), verb("hold"), verb("approve", { primary: true }), verb("recheck")], "approve", "snooze hold", "recheck"],
  ["what can't be done is no button",                                [verb("approve", { primary: true, why: "held" }), verb("snooze", { why: "gone" }), verb("hold")], undefined, "hold", "approve snooze"],
  ["nor what can't be undone, nor what is rare",                      [verb("cancel", { danger: true }), verb("export", { rare: true }), verb("hold")], undefined, "hold", "cancel export"],
];
it.each(cases)("%s", (_name, verbs, first, shown, rest) => {
  const at = handy(verbs);
  expect([at.first?.id, at.shown.map((v) => v.id).join(" "), at.rest.map((v) => v.id).join(" ")]).toEqual([first, shown, rest]);
});

it("the first of several rows says by when", () => {
  const dueOf = ({ at }: { readonly at: string | null }): string | null => at;
  expect([firstDue({ dueOf }, [{ at: null }, { at: "2" }, { at: "1" }]), firstDue({ dueOf }, [{ at: null }]), firstDue({}, [{ at: "1" }])]).toEqual(["1", null, null]);
});
