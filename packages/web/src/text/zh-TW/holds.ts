import type { HoldTexts } from "../en/holds.ts";
import type { CustomsField, Evidence } from "@argosy/core/evidence.ts";
import type { Formats } from "../formats.ts";
import { unmapped } from "../unmapped.ts";

const addressParts: Readonly<Record<string, string>> = {
  name: "收件人", line1: "街道地址", line: "街道地址", line2: "地址第二行", city: "城市", state: "州/省", postcode: "郵遞區號", country: "國家", phone: "電話",
};
const customsParts: Readonly<Record<CustomsField, string>> = {
  weight: "重量", declared_name: "英文申報品名", declared_value: "申報價值",
};
const named = (parts: readonly string[], names: Readonly<Record<string, string>>, f: Formats): string => f.list(parts.map((part) => names[part] ?? part));
const changes: Readonly<Record<string, string>> = { lines: "商品", total: "金額", address: "地址", note: "留言", open: "待出數量" };
const counts = (lines: Evidence["changed_at_channel"]["lines"], f: Formats): string => (lines?.length ? `（${f.list(lines.map((l) => `${l.sku} ${l.was} → ${l.is}`))}）` : "");
const heldBy = (m: Evidence["stock_short"]["missing"][number], f: Formats): string => (m.heldBy?.length ? `，${f.list(m.heldBy)}${m.heldCount && m.heldCount > m.heldBy.length ? ` 等 ${m.heldCount} 個包裹` : ""}佔用` : "");
const said = (e: { readonly text: string; readonly place: string }): string => {
  const words = [e.text && `「${e.text}」`, e.place].filter(Boolean).join("，");
  return words && `：${words}`;
};

// prettier-ignore
export const holds: HoldTexts = {
  payment_missing: {
    name: "未到款",
    fact: (e, f) => `沒有找到 ${f.money(e.expectedMinor, e.currency)} 的付款${e.lateUntil && !f.isPast(e.lateUntil) ? `，PayPal 可能延遲到 ${f.at(e.lateUntil)}` : ""}`,
    todo: "有新付款時自動複核；一直沒有就聯絡買家。",
  },
  payment_pending: { name: "付款處理中", fact: (e) => `付款處理中：${e.reason}`, todo: "入帳後自動解除。" },
  payment_amount_differs: {
    name: "金額不符",
    fact: (e, f) => `${e.differenceMinor < 0 ? "少付" : "多付"} ${f.money(Math.abs(e.differenceMinor), e.currency)}：實付 ${f.amount(e.paidMinor, e.currency)}，${e.shared ? `${e.shared.orders.length} 張訂單（${f.list(e.shared.orders.slice(0, 3).map((o) => `${o.orderNo} ${f.money(o.minor, o.currency)}`))}）合計` : "訂單"}\u00a0${f.amount(e.orderMinor, e.currency)}`,
    todo: "與買家核對，或填寫原因後認款。",
  },
  payment_currency_differs: { name: "幣別不符", fact: (e, f) => `實付 ${f.money(e.paidMinor, e.paidCurrency)}，訂單幣別是 ${e.orderCurrency}`, todo: "按當日匯率核對，填寫原因後認款，或退款。" },
  payment_ambiguous: {
    name: "多筆付款待認領",
    fact: (e, f) => `有 ${e.candidates.length} 筆付款可能屬於本單：${f.list(e.candidates.slice(0, 3).map((c) => `${f.money(c.minor, c.currency)} ${f.at(c.at)}`))}`,
    todo: "核對候選付款，認領屬於本單的一筆。",
  },
  payment_doubled: { name: "重複付款", fact: (e, f) => `全額付了 ${e.count} 次，共 ${f.money(e.paidMinor, e.currency)}，訂單 ${f.money(e.orderMinor, e.currency)}`, todo: "退回多付的一筆，再認款。" },
  payment_wrong_receiver: { name: "付到其他帳號", fact: (e, f) => `${f.money(e.minor, e.currency)} 到了 ${e.account}，不是本賣場的收款帳號`, todo: "核對賣場的收款帳號；款項無誤就認款。" },
  payment_address_differs: {
    name: "付款地址不符",
    fact: (e, f) => (e.differs.length > 0 ? `付款地址的${named(e.differs, addressParts, f)}不同${e.unverified ? "，PayPal 未驗證" : ""}` : "PayPal 未驗證付款人的地址"),
    todo: "核對兩個地址。是送禮就填寫原因認款；有疑問就聯絡買家，或取消訂單。",
  },
  payment_unprotected: { name: "無賣家保障", fact: () => "PayPal 賣家保障不涵蓋這筆付款", todo: "權衡金額與風險，填寫原因後認款，或取消訂單。" },
  payment_part_refunded: { name: "已部分退款", fact: (e, f) => `出貨前已退款 ${f.money(e.refundedMinor, e.currency)}`, todo: "按剩餘金額出貨並認款，或取消訂單。" },
  payment_reversed: { name: "付款被撤回", fact: (e, f) => (e.minor === undefined ? `付款有變化${e.code ? `：${e.code}` : ""}` : `${f.money(Math.abs(e.minor), e.currency ?? "")} 已被撤回${e.code ? `（${e.code}）` : ""}`), todo: "不要出貨。取消訂單，或款項恢復後填寫原因放行。" },
  messages_stale: { name: "站內信未同步", fact: (e, f) => `站內信上次同步是 ${f.at(e.lastFetchedAt)}`, todo: "同步後自動解除；長時間不動就檢查賣場授權。" },
  buyer_note: { name: "買家留言", fact: (e) => `留言：「${e.note}」`, todo: (letGo) => `按留言處理後${letGo}。` },
  buyer_message: { name: "站內信未回覆", fact: (e) => `${e.count > 1 ? `${e.count} 則站內信，最新：` : "站內信："}「${e.text}」`, todo: (letGo) => `在平台回覆後${letGo}。` },
  ship_by_passed: { name: "已超過出貨時限", fact: () => "已逾時，需決定是否出貨", todo: (letGo) => `通知買家，再${letGo}或取消。` },
  price_zero: { name: "金額為零", fact: () => "訂單金額為零", todo: (letGo) => `確認是贈品或補發後${letGo}。` },
  partly_shipped: { name: "已部分出貨", fact: (e, f) => (e.lines?.length ? `待出 ${f.list(e.lines.map((l) => `${l.sku} ${l.openQty}/${l.qty}`))}，其餘已在系統外出貨` : "部分商品已在系統外出貨"), todo: (letGo) => `核對剩餘數量後${letGo}，只出剩餘部分。` },
  sku_unmapped: {
    name: "SKU 未配對",
    fact: (e, f) => {
      const { unknown, nameless, tooMany } = unmapped(e.skus);
      return [
        unknown.length > 0 && `平台 SKU 未配對：${f.list(unknown.slice(0, 3).map((s) => s.channelSku))}${unknown.length > 3 ? ` 等 ${unknown.length} 個` : ""}`,
        nameless.length > 0 && `平台上沒有 SKU：${f.list(nameless.slice(0, 3).map((s) => s.title || "沒有標題的商品"))}${nameless.length > 3 ? ` 等 ${nameless.length} 個` : ""}`,
        ...tooMany.map((s) => `${s.channelSku}：${f.count(s.qty)} × ${f.count(s.perListing)} 件，超過一行的上限`),
      ].filter(Boolean).join("；");
    },
    todo: "配對一次，等它的訂單全部自動繼續。沒有 SKU 的刊登要在平台填寫；訂單裡一直沒有的，請在平台出貨。",
  },
  address_incomplete: { name: "地址不完整", fact: (e, f) => `地址缺少：${named(e.missing, addressParts, f)}`, todo: "補全地址。" },
  customs_incomplete: { name: "申報資料不全", fact: (e, f) => f.list(e.skus.slice(0, 2).map((s) => `${s.sku} 缺 ${named(s.missing, customsParts, f)}`)) + (e.skus.length > 2 ? ` 等 ${e.skus.length} 個` : ""), todo: "補全商品的申報資料。" },
  merge_offered: { name: "可合併", fact: (e, f) => `與 ${f.list(e.with.map((o) => o.orderNo))} 同買家同地址，${f.at(e.until)} 後單獨出貨`, todo: "合併，或單獨出貨。" },
  no_warehouse: { name: "未分到倉庫", fact: () => "沒有規則命中，也沒有預設倉庫", todo: "新增規則或設預設倉庫，也可以指定物流。" },
  no_method: {
    name: "無可用物流",
    fact: (e, f) => { const said = e.tried ?? []; return said.length > 0 ? `無可用物流：${f.list(said.slice(0, 2).map((t) => `${t.name}（${t.because}）`))}` : "沒有規則給出物流方式"; },
    todo: "新增規則，或指定物流。",
  },
  carrier_pending: { name: "等物流商回傳", fact: (e) => `物流商還沒有回傳明確結果：${e.detail}`, todo: "幾分鐘內自動再次查詢。" },
  booking_unknown: { name: "下單結果未知", fact: (e, f) => `可能已下單並扣費，物流商的回覆遺失（${f.clock(e.since)}）`, todo: "系統會自動查單。查不到物流商時到對方後台核對，確認沒有此單就放行，系統重新下單。" },
  quote_above_limit: { name: "運費超限", fact: (e) => `沒有下單：${e.detail}`, todo: "提高物流方式的運費上限後重試，或重新指定物流。" },
  carrier_refused: { name: "物流商拒單", fact: (e) => `物流商拒單${e.words ? `：${e.words}` : ""}${e.field ? `（${e.field}）` : ""}`, todo: "按提示修改後重試，或重新指定物流。" },
  carrier_signed_out: { name: "物流授權失效", fact: (e) => `物流授權失效${e.words ? `：${e.words}` : ""}`, todo: "重新授權物流帳號，包裹會自動繼續。" },
  number_pool_empty: { name: "單號池已空", fact: (e) => `${e.method} 的單號池已用完`, todo: "補充單號。" },
  stock_short: { name: "缺貨", fact: (e, f) => `缺 ${f.list(e.missing.slice(0, 3).map((m) => `${m.sku} × ${f.count(m.missingQty)}（可用\u00a0${m.freeQty}${heldBy(m, f)}）`))}${e.missing.length > 3 ? ` 等 ${e.missing.length} 個 SKU` : ""}`, todo: "已進採購計畫，到貨後自動配貨。" },
  pick_short: { name: "揀貨缺件", fact: (e, f) => `儲位上沒找到：${f.list(e.missing.map((m) => `${m.sku} × ${m.qty}`))}`, todo: "盤點儲位。找到了就放行；確實缺貨就錄入盤點數量，包裹重新等配貨。" },
  label_missing: { name: "沒有面單", fact: (e) => `物流商沒有回傳面單${e.detail ? `：${e.detail}` : ""}`, todo: "面單晚到會自動獲取，再列印即可；一直沒有就退回包裹，訂單重新下單。" },
  label_outdated: { name: "面單已過期", fact: () => "下單後地址有變更", todo: "退回包裹，訂單按現在的資訊重新下單。" },
  weight_differs: { name: "重量不符", fact: (e, f) => `秤上 ${f.weight(e.weightG)}，應為 ${f.weight(e.expectedG)}`, todo: "核對包裹裡的商品。放行後按這個重量出貨；SKU 重量有誤就改正。" },
  no_first_scan: { name: "未上網", fact: (e, f) => `${e.days} 天沒有上網，${f.at(e.shippedAt)} 已出貨`, todo: "向物流商查件，查明後放行。" },
  no_news: { name: "軌跡停滯", fact: (e, f) => `${e.days} 天沒有新軌跡，最後一條 ${f.at(e.at)}${said(e)}`, todo: "向物流商查件，查明後放行；有新軌跡後自動解除。" },
  delivery_failed: { name: "投遞失敗", fact: (e, f) => `${f.at(e.at)} 投遞失敗${said(e)}`, todo: "聯絡買家和物流商安排再次投遞；有新軌跡後自動解除。" },
  customs_asks: { name: "清關待補資料", fact: (e, f) => `${f.at(e.at)} 起等待補充清關資料${said(e)}`, todo: "補交資料或聯絡買家；有新軌跡後自動解除。" },
  channel_silent: { name: "平台無此訂單", fact: (e, f) => `${f.list(e.orders.map((o) => o.orderNo))} 不在平台的回覆裡，上次回覆是 ${f.at(e.orders[0]?.toldAt ?? "")}`, todo: "到平台核對訂單。仍要出貨就填寫原因放行，訂單已不存在就取消包裹。" },
  notice_late: { name: "平台未收到出貨", fact: (e, f) => `還沒有在平台標記成功，${f.at(e.shippedAt)} 已出貨`, todo: "系統會自動重試。檢查賣場授權；來不及就在平台手動標記。" },
  notice_unsupported: { name: "需人工標記出貨", fact: (e) => `${e.orderNo} 無法向平台標記出貨${e.detail ? `：${e.detail}` : ""}`, todo: "給物流方式填上平台承運商代碼後重新標記，或在平台手動標記後放行。" },
  notice_refused: { name: "標記出貨被拒", fact: (e) => `${e.orderNo ? `${e.orderNo} ` : ""}標記被拒：${e.words || "沒有給原因"}`, todo: "按提示修改後重新標記。" },
  held_until: { name: "暫緩", fact: (e, f) => `暫緩到 ${f.at(e.until)}`, todo: "到時自動恢復。" },
  held_by_person: { name: "人工掛起", fact: (e) => (e.note ? `已掛起：「${e.note}」` : "同事已掛起"), todo: "原因消除後取消掛起。" },
  cancelled_at_channel: { name: "平台已取消", fact: () => "平台上已取消", todo: "商品放回儲位，取消包裹；裡面還有其他訂單就退回包裹，其他訂單重新走。" },
  cancel_requested: { name: "買家申請取消", fact: () => "買家申請取消訂單", todo: "在平台處理申請，再取消或放行。" },
  shipped_elsewhere: { name: "系統外已出貨", fact: (e, f) => `平台顯示${e.open?.length ? `部分商品已出貨${counts(e.open, f)}` : "已出貨"}，不是本系統發的`, todo: "商品放回儲位，退回包裹；剩餘商品重新走流程。" },
  changed_at_channel: { name: "平台資訊變更", fact: (e, f) => `平台上有變更${e.what ? `：${named(e.what, changes, f)}` : ""}${counts(e.lines, f)}`, todo: "對比新舊內容。地址或商品有變就退回包裹，訂單按新內容重走；已下單的包裹放行後按原樣發出。" },
  late_message: { name: "審核後來信", fact: (e, f) => `審核後買家於 ${f.at(e.at)} 來信`, todo: "包裹出庫前看完，再放行。" },
  order_held: { name: "訂單卡單", fact: (e, f) => e.words || `訂單卡單：${f.list(e.orders.map((o) => o.orderNo))}`, todo: "在訂單頁處理，解除後包裹自動繼續。" },
  broken: { name: "系統故障中斷", fact: (e) => `系統故障使它停下${e.logId ? `（日誌 ${e.logId}）` : ""}，資料沒有遺失`, todo: "放行後重試；把日誌號告訴管理員。" },
};
