import type { HoldTexts } from "../en/holds.ts";
import type { CustomsField, Evidence } from "@argosy/core/evidence.ts";
import type { Formats } from "../formats.ts";
import { unmapped } from "../unmapped.ts";

const addressParts: Readonly<Record<string, string>> = {
  name: "收件人", line1: "街道地址", line: "街道地址", line2: "地址第二行", city: "城市", state: "州/省", postcode: "邮编", country: "国家", phone: "电话",
};
const customsParts: Readonly<Record<CustomsField, string>> = {
  weight: "重量", declared_name: "英文申报品名", declared_value: "申报价值",
};
const named = (parts: readonly string[], names: Readonly<Record<string, string>>, f: Formats): string => f.list(parts.map((part) => names[part] ?? part));
const changes: Readonly<Record<string, string>> = { lines: "商品", total: "金额", address: "地址", note: "留言", open: "待发数量" };
const counts = (lines: Evidence["changed_at_channel"]["lines"], f: Formats): string => (lines?.length ? `（${f.list(lines.map((l) => `${l.sku} ${l.was} → ${l.is}`))}）` : "");
const heldBy = (m: Evidence["stock_short"]["missing"][number], f: Formats): string => (m.heldBy?.length ? `，${f.list(m.heldBy)}${m.heldCount && m.heldCount > m.heldBy.length ? ` 等 ${m.heldCount} 个包裹` : ""}占用` : "");
const said = (e: { readonly text: string; readonly place: string }): string => {
  const words = [e.text && `“${e.text}”`, e.place].filter(Boolean).join("，");
  return words && `：${words}`;
};

// prettier-ignore
export const holds: HoldTexts = {
  payment_missing: {
    name: "未到款",
    fact: (e, f) => `没有找到 ${f.money(e.expectedMinor, e.currency)} 的付款${e.lateUntil && !f.isPast(e.lateUntil) ? `，PayPal 可能延迟到 ${f.at(e.lateUntil)}` : ""}`,
    todo: "有新付款时自动复核；一直没有就联系买家。",
  },
  payment_pending: { name: "付款处理中", fact: (e) => `付款处理中：${e.reason}`, todo: "到账后自动解除。" },
  payment_amount_differs: {
    name: "金额不符",
    fact: (e, f) => `${e.differenceMinor < 0 ? "少付" : "多付"} ${f.money(Math.abs(e.differenceMinor), e.currency)}：实付 ${f.amount(e.paidMinor, e.currency)}，${e.shared ? `${e.shared.orders.length} 张订单（${f.list(e.shared.orders.slice(0, 3).map((o) => `${o.orderNo} ${f.money(o.minor, o.currency)}`))}）合计` : "订单"}\u00a0${f.amount(e.orderMinor, e.currency)}`,
    todo: "与买家核对，或填写原因后认款。",
  },
  payment_currency_differs: { name: "币种不符", fact: (e, f) => `实付 ${f.money(e.paidMinor, e.paidCurrency)}，订单币种是 ${e.orderCurrency}`, todo: "按当日汇率核对，填写原因后认款，或退款。" },
  payment_ambiguous: {
    name: "多笔付款待认领",
    fact: (e, f) => `有 ${e.candidates.length} 笔付款可能属于本单：${f.list(e.candidates.slice(0, 3).map((c) => `${f.money(c.minor, c.currency)} ${f.at(c.at)}`))}`,
    todo: "核对候选付款，认领属于本单的一笔。",
  },
  payment_doubled: { name: "重复付款", fact: (e, f) => `全额付了 ${e.count} 次，共 ${f.money(e.paidMinor, e.currency)}，订单 ${f.money(e.orderMinor, e.currency)}`, todo: "退回多付的一笔，再认款。" },
  payment_wrong_receiver: { name: "付到其他账号", fact: (e, f) => `${f.money(e.minor, e.currency)} 到了 ${e.account}，不是本店铺的收款账号`, todo: "核对店铺的收款账号；款项无误就认款。" },
  payment_address_differs: {
    name: "付款地址不符",
    fact: (e, f) => (e.differs.length > 0 ? `付款地址的${named(e.differs, addressParts, f)}不同${e.unverified ? "，PayPal 未验证" : ""}` : "PayPal 未验证付款人的地址"),
    todo: "核对两个地址。是送礼就填写原因认款；有疑问就联系买家，或取消订单。",
  },
  payment_unprotected: { name: "无卖家保障", fact: () => "PayPal 卖家保障不覆盖这笔付款", todo: "权衡金额与风险，填写原因后认款，或取消订单。" },
  payment_part_refunded: { name: "已部分退款", fact: (e, f) => `发货前已退款 ${f.money(e.refundedMinor, e.currency)}`, todo: "按剩余金额发货并认款，或取消订单。" },
  payment_reversed: { name: "付款被撤回", fact: (e, f) => (e.minor === undefined ? `付款有变化${e.code ? `：${e.code}` : ""}` : `${f.money(Math.abs(e.minor), e.currency ?? "")} 已被撤回${e.code ? `（${e.code}）` : ""}`), todo: "不要发货。取消订单，或款项恢复后填写原因放行。" },
  messages_stale: { name: "站内信未同步", fact: (e, f) => `站内信上次同步是 ${f.at(e.lastFetchedAt)}`, todo: "同步后自动解除；长时间不动就检查店铺授权。" },
  buyer_note: { name: "买家留言", fact: (e) => `留言：“${e.note}”`, todo: (letGo) => `按留言处理后${letGo}。` },
  buyer_message: { name: "站内信未回复", fact: (e) => `${e.count > 1 ? `${e.count} 条站内信，最新：` : "站内信："}“${e.text}”`, todo: (letGo) => `在平台回复后${letGo}。` },
  ship_by_passed: { name: "已超发货时限", fact: () => "已超时，需决定是否发货", todo: (letGo) => `通知买家，再${letGo}或取消。` },
  price_zero: { name: "金额为零", fact: () => "订单金额为零", todo: (letGo) => `确认是赠品或补发后${letGo}。` },
  partly_shipped: { name: "已部分发货", fact: (e, f) => (e.lines?.length ? `待发 ${f.list(e.lines.map((l) => `${l.sku} ${l.openQty}/${l.qty}`))}，其余已在系统外发货` : "部分商品已在系统外发货"), todo: (letGo) => `核对剩余数量后${letGo}，只发剩余部分。` },
  sku_unmapped: {
    name: "SKU 未配对",
    fact: (e, f) => {
      const { unknown, nameless, tooMany } = unmapped(e.skus);
      return [
        unknown.length > 0 && `平台 SKU 未配对：${f.list(unknown.slice(0, 3).map((s) => s.channelSku))}${unknown.length > 3 ? ` 等 ${unknown.length} 个` : ""}`,
        nameless.length > 0 && `平台上没有 SKU：${f.list(nameless.slice(0, 3).map((s) => s.title || "没有标题的商品"))}${nameless.length > 3 ? ` 等 ${nameless.length} 个` : ""}`,
        ...tooMany.map((s) => `${s.channelSku}：${f.count(s.qty)} × ${f.count(s.perListing)} 件，超过一行的上限`),
      ].filter(Boolean).join("；");
    },
    todo: "配对一次，等它的订单全部自动继续。没有 SKU 的刊登要在平台填写；订单里一直没有的，请在平台发货。",
  },
  address_incomplete: { name: "地址不完整", fact: (e, f) => `地址缺少：${named(e.missing, addressParts, f)}`, todo: "补全地址。" },
  customs_incomplete: { name: "申报资料不全", fact: (e, f) => f.list(e.skus.slice(0, 2).map((s) => `${s.sku} 缺 ${named(s.missing, customsParts, f)}`)) + (e.skus.length > 2 ? ` 等 ${e.skus.length} 个` : ""), todo: "补全商品的申报资料。" },
  merge_offered: { name: "可合并", fact: (e, f) => `与 ${f.list(e.with.map((o) => o.orderNo))} 同买家同地址，${f.at(e.until)} 后单独发货`, todo: "合并，或单独发货。" },
  no_warehouse: { name: "未分到仓库", fact: () => "没有规则命中，也没有默认仓库", todo: "添加规则或设默认仓库，也可以指定物流。" },
  no_method: {
    name: "无可用物流",
    fact: (e, f) => { const said = e.tried ?? []; return said.length > 0 ? `无可用物流：${f.list(said.slice(0, 2).map((t) => `${t.name}（${t.because}）`))}` : "没有规则给出物流方式"; },
    todo: "添加规则，或指定物流。",
  },
  carrier_pending: { name: "等物流商返回", fact: (e) => `物流商还没有返回明确结果：${e.detail}`, todo: "几分钟内自动再次查询。" },
  booking_unknown: { name: "下单结果未知", fact: (e, f) => `可能已下单并扣费，物流商的回复丢失（${f.clock(e.since)}）`, todo: "系统会自动查单。查不到物流商时到对方后台核对，确认没有此单就放行，系统重新下单。" },
  quote_above_limit: { name: "运费超限", fact: (e) => `没有下单：${e.detail}`, todo: "提高物流方式的运费上限后重试，或重新指定物流。" },
  carrier_refused: { name: "物流商拒单", fact: (e) => `物流商拒单${e.words ? `：${e.words}` : ""}${e.field ? `（${e.field}）` : ""}`, todo: "按提示修改后重试，或重新指定物流。" },
  carrier_signed_out: { name: "物流授权失效", fact: (e) => `物流授权失效${e.words ? `：${e.words}` : ""}`, todo: "重新授权物流账号，包裹会自动继续。" },
  number_pool_empty: { name: "单号池已空", fact: (e) => `${e.method} 的单号池已用完`, todo: "补充单号。" },
  stock_short: { name: "缺货", fact: (e, f) => `缺 ${f.list(e.missing.slice(0, 3).map((m) => `${m.sku} × ${f.count(m.missingQty)}（可用\u00a0${m.freeQty}${heldBy(m, f)}）`))}${e.missing.length > 3 ? ` 等 ${e.missing.length} 个 SKU` : ""}`, todo: "已进采购计划，到货后自动配货。" },
  pick_short: { name: "拣货缺件", fact: (e, f) => `货位上没找到：${f.list(e.missing.map((m) => `${m.sku} × ${m.qty}`))}`, todo: "盘点货位。找到了就放行；确实缺货就录入盘点数量，包裹重新等配货。" },
  label_missing: { name: "没有面单", fact: (e) => `物流商没有返回面单${e.detail ? `：${e.detail}` : ""}`, todo: "面单晚到会自动获取，再打印即可；一直没有就退回包裹，订单重新下单。" },
  label_outdated: { name: "面单已过期", fact: () => "下单后地址有变更", todo: "退回包裹，订单按现在的信息重新下单。" },
  weight_differs: { name: "重量不符", fact: (e, f) => `秤上 ${f.weight(e.weightG)}，应为 ${f.weight(e.expectedG)}`, todo: "核对包裹里的商品。放行后按这个重量发货；SKU 重量有误就改正。" },
  no_first_scan: { name: "未上网", fact: (e, f) => `${e.days} 天没有上网，${f.at(e.shippedAt)} 已发货`, todo: "向物流商查件，查明后放行。" },
  no_news: { name: "轨迹停滞", fact: (e, f) => `${e.days} 天没有新轨迹，最后一条 ${f.at(e.at)}${said(e)}`, todo: "向物流商查件，查明后放行；有新轨迹后自动解除。" },
  delivery_failed: { name: "投递失败", fact: (e, f) => `${f.at(e.at)} 投递失败${said(e)}`, todo: "联系买家和物流商安排再次投递；有新轨迹后自动解除。" },
  customs_asks: { name: "清关待补资料", fact: (e, f) => `${f.at(e.at)} 起等待补充清关资料${said(e)}`, todo: "补交资料或联系买家；有新轨迹后自动解除。" },
  channel_silent: { name: "平台无此订单", fact: (e, f) => `${f.list(e.orders.map((o) => o.orderNo))} 不在平台的返回里，上次返回是 ${f.at(e.orders[0]?.toldAt ?? "")}`, todo: "到平台核对订单。仍要发货就填写原因放行，订单已不存在就取消包裹。" },
  notice_late: { name: "平台未收到发货", fact: (e, f) => `还没有在平台标记成功，${f.at(e.shippedAt)} 已发货`, todo: "系统会自动重试。检查店铺授权；来不及就在平台手工标记。" },
  notice_unsupported: { name: "需手工标记发货", fact: (e) => `${e.orderNo} 无法向平台标记发货${e.detail ? `：${e.detail}` : ""}`, todo: "给物流方式填上平台承运商代码后重新标记，或在平台手工标记后放行。" },
  notice_refused: { name: "标记发货被拒", fact: (e) => `${e.orderNo ? `${e.orderNo} ` : ""}标记被拒：${e.words || "没有给原因"}`, todo: "按提示修改后重新标记。" },
  held_until: { name: "暂缓", fact: (e, f) => `暂缓到 ${f.at(e.until)}`, todo: "到时自动恢复。" },
  held_by_person: { name: "人工挂起", fact: (e) => (e.note ? `已挂起：“${e.note}”` : "同事已挂起"), todo: "原因消除后取消挂起。" },
  cancelled_at_channel: { name: "平台已取消", fact: () => "平台上已取消", todo: "商品放回货位，取消包裹；里面还有其他订单就退回包裹，其他订单重新走。" },
  cancel_requested: { name: "买家申请取消", fact: () => "买家申请取消订单", todo: "在平台处理申请，再取消或放行。" },
  shipped_elsewhere: { name: "系统外已发货", fact: (e, f) => `平台显示${e.open?.length ? `部分商品已发货${counts(e.open, f)}` : "已发货"}，不是本系统发的`, todo: "商品放回货位，退回包裹；剩余商品重新走流程。" },
  changed_at_channel: { name: "平台信息变更", fact: (e, f) => `平台上有变更${e.what ? `：${named(e.what, changes, f)}` : ""}${counts(e.lines, f)}`, todo: "对比新旧内容。地址或商品有变就退回包裹，订单按新内容重走；已下单的包裹放行后按原样发出。" },
  late_message: { name: "审核后来信", fact: (e, f) => `审核后买家于 ${f.at(e.at)} 来信`, todo: "包裹出库前看完，再放行。" },
  order_held: { name: "订单卡单", fact: (e, f) => e.words || `订单卡单：${f.list(e.orders.map((o) => o.orderNo))}`, todo: "在订单页处理，解除后包裹自动继续。" },
  broken: { name: "系统故障中断", fact: (e) => `系统故障使它停下${e.logId ? `（日志 ${e.logId}）` : ""}，数据没有丢失`, todo: "放行后重试；把日志号告诉管理员。" },
};
