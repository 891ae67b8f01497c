import type { Role } from "@argosy/core/api/people.ts";
import { Button, Checkbox, Input, Modal, Select } from "antd";
import { useMemo, useState } from "react";
import type { Answer } from "../../api/client.ts";
import { useAsk, usePages, useTell, type RowOf } from "../../api/queries.ts";
import { useMay, useMe } from "../../api/session.ts";
import { orderPath } from "../../paths.ts";
import { useSpeech, type Text } from "../../text/index.tsx";
import { Ago, Badge, When, Why } from "../../ui/bits.tsx";
import { Field, FormError, FormFoot, isEmail, shortestPassword, useForm, useMissing } from "../../ui/form.tsx";
import { Go } from "../../ui/go.tsx";
import { Key, useKeys } from "../../ui/keys.tsx";
import { List } from "../../ui/list/list.tsx";
import type { Column } from "../../ui/list/types.ts";
import { say } from "../../ui/toast.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { matches, wholePages } from "../../ui/whole.ts";
import { actorName } from "../shared/timeline.tsx";
import "./settings.css";

type Member = Answer<"listMembers">["rows"][number];
// Written out here: the list in the contract would bring its schemas along.
const roles = ["owner", "manager", "service", "purchaser", "warehouse", "picker", "packer", "finance", "readonly"] as const satisfies readonly Role[];
function columnsOf(t: Text, ownId: string): readonly Column<Member>[] {
  const p = t.settings.people;
  return [
    { key: "name", title: t.settings.common.name, width: 220, cell: (m) => <span className="row-lead"><b className={m.disabledAt ? "faint" : ""}>{m.name}</b>{m.id === ownId && <span className="muted">{p.you}</span>}</span> },
    { key: "email", title: p.email, width: 260, from: 640, cell: (m) => m.email },
    { key: "role", title: p.role, width: 150, from: 420, cell: (m) => t.shell.roles[m.role] },
    { key: "does", title: p.mayDo, from: 900, cell: (m) => <span className="muted">{p.does[m.role]}</span> },
    { key: "seen", title: p.seen, width: 130, from: 560, cell: (m) => (m.lastSeenAt ? <Ago at={m.lastSeenAt} /> : <span className="faint">{p.never}</span>) },
    { key: "state", title: t.settings.common.state, width: 116, cell: (m) => (m.disabledAt ? <Badge tone="wait">{p.disabled}</Badge> : <Badge tone="flow" plain>{p.enabled}</Badge>) },
  ];
}
type Look = RowOf<"listUnmasked">;
/** To whom which buyer was shown: masks that were taken off, newest first. */
function Looks() {
  const { t } = useSpeech();
  const p = t.settings.people;
  const columns = useMemo((): readonly Column<Look>[] => [
    { key: "at", title: p.lookedAt, width: 160, cell: (l) => <When at={l.at} /> },
    { key: "who", title: p.lookedBy, width: 220, cell: (l) => <b>{actorName(l.actor, t)}</b> },
    { key: "order", title: p.lookedOrder, cell: (l) => <Go to={orderPath(l.order.id)} className="mono">{l.order.orderNo}</Go> },
  ], [t]);
  return <List name="looks" title={p.looks} hint={p.looksHint} pages={usePages("listUnmasked", {})} columns={columns} rowId={(l) => l.id} rowName={(l) => l.order.orderNo} rowPath={(l) => orderPath(l.order.id)} views={useViews()} searchable={false} empty={{ title: p.nobodyLooked, ofView: true }} />;
}
function useViews(): readonly { readonly value: string; readonly label: string }[] {
  const { members, looks } = useSpeech().t.settings.people;
  return [{ value: "members", label: members }, { value: "looks", label: looks }];
}
export default function PeoplePage() {
  const [search] = useUrlState();
  return search["view"] === "looks" ? <Looks /> : <Members />;
}
function Members() {
  const { t } = useSpeech();
  const me = useMe();
  const may = useMay();
  const [search] = useUrlState();
  const [adding, setAdding] = useState(false);
  const p = t.settings.people;
  const pages = wholePages(useAsk("listMembers"), (answer) => answer.rows.filter((m) => matches(search["q"], m.name, m.email, t.shell.roles[m.role] ?? "")));
  const locked = may("manage", "Member") ? null : t.shell.meta.noAccess(p.add);
  const add = (): void => { if (!locked) setAdding(true); };
  useKeys([{ keys: "n", label: p.add, run: add }]);
  return (
    <>
      <List name="people" title={p.title} hint={p.hint} pages={pages} columns={useMemo(() => columnsOf(t, me.member.id), [t, me.member.id])} rowId={(m) => m.id} rowName={(m) => m.name}
        peek={(m) => <div className="peek"><ChangeMember key={m.id} member={m} locked={locked} /></div>}
        views={useViews()} actions={<Why reason={locked}><Button size="small" type="primary" disabled={locked !== null} onClick={add}>{p.add}<Key>n</Key></Button></Why>}
        empty={{ title: p.empty }} />
      {adding && <AddMember close={() => setAdding(false)} />}
    </>
  );
}
function RoleSelect({ value, onChange, disabled = false }: { readonly value: Role; readonly onChange: (role: Role) => void; readonly disabled?: boolean }) {
  const { t } = useSpeech();
  return <Select className="full" disabled={disabled} value={value} onChange={onChange} listHeight={500} options={roles.map((role) => ({ value: role, label: t.shell.roles[role], does: t.settings.people.does[role] }))} popupMatchSelectWidth={320} optionRender={(option) => <span className="role-option">{option.label}<br /><small className="muted">{String(option.data.does)}</small></span>} />;
}
function AddMember({ close }: { readonly close: () => void }) {
  const { t } = useSpeech();
  const p = t.settings.people;
  const c = t.settings.common;
  const tell = useTell("addMember");
  const form = useForm<{ name: string; email: string; password: string; role: Role }>({ name: "", email: "", password: "", role: "service" });
  const v = form.value;
  const refused = useMissing()(!v.name.trim() && c.name, !v.email.trim() && p.email, v.password.length < shortestPassword && t.shell.entry.missingPassword) ?? (isEmail(v.email) ? null : t.shell.entry.notEmail);
  const go = (): void => { if (!refused) tell.mutate({ body: v }, { onSuccess: (m) => { say(c.added(m.name)); close(); } }); };
  return (
    <Modal open title={p.add} footer={null} width={560} onCancel={close} mask={{ closable: false }}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); go(); }}>
        <Field label={`${c.name} *`} name="name" error={tell.error}><Input autoFocus value={v.name} maxLength={120} autoComplete="off" onChange={(e) => form.set("name", e.target.value)} /></Field>
        <Field label={`${p.email} *`} name="email" error={tell.error}><Input value={v.email} maxLength={200} autoComplete="off" onChange={(e) => form.set("email", e.target.value)} /></Field>
        <Field label={p.role} hint={p.does[v.role]} name="role" error={tell.error}><RoleSelect value={v.role} onChange={(role) => form.set("role", role)} /></Field>
        <Field label={`${p.password} *`} hint={p.passwordHint} name="password" error={tell.error}><Input.Password value={v.password} maxLength={200} autoComplete="new-password" onChange={(e) => form.set("password", e.target.value)} /></Field>
        <FormError error={tell.error} />
        <FormFoot reason={refused} verb={p.add} busy={tell.isPending} />
      </form>
    </Modal>
  );
}
function ChangeMember({ member, locked }: { readonly member: Member; readonly locked: string | null }) {
  const { t } = useSpeech();
  const p = t.settings.people;
  const c = t.settings.common;
  const tell = useTell("changeMember");
  const form = useForm({ name: member.name, role: member.role as Role, disabled: member.disabledAt !== null, password: "" });
  const v = form.value;
  const off = locked !== null;
  const missing = useMissing();
  const refused = locked ?? missing(!v.name.trim() && c.name, v.password !== "" && v.password.length < shortestPassword && t.shell.entry.missingPassword) ?? (form.changed ? null : c.nothingChanged);
  const go = (): void => {
    if (refused) return;
    const { password, ...rest } = v;
    tell.mutate({ params: { id: member.id }, body: { ...rest, ...(password ? { password } : {}) } }, { onSuccess: () => { form.settle(v, { ...v, password: "" }); say(`${c.saved} · ${v.name}`); } });
  };
  return (
    <form className="form" onSubmit={(e) => { e.preventDefault(); go(); }}>
      <Field label={c.name} name="name" error={tell.error}><Input disabled={off} value={v.name} maxLength={120} onChange={(e) => form.set("name", e.target.value)} /></Field>
      <Field label={p.email}><Input disabled value={member.email} /></Field>
      <Field label={p.role} hint={p.does[v.role]} name="role" error={tell.error}><RoleSelect disabled={off} value={v.role} onChange={(role) => form.set("role", role)} /></Field>
      <Field label={p.newPassword} hint={p.newPasswordHint} name="password" error={tell.error}><Input.Password disabled={off} value={v.password} maxLength={200} autoComplete="new-password" onChange={(e) => form.set("password", e.target.value)} /></Field>
      <div className="field wide"><Checkbox disabled={off} checked={!v.disabled} onChange={(e) => form.set("disabled", !e.target.checked)}>{p.mayEnter}</Checkbox></div>
      <FormError error={tell.error} meanwhile={form.meanwhile} />
      <FormFoot reason={refused} verb={t.shell.meta.save} busy={tell.isPending} />
    </form>
  );
}
