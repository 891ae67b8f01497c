import type { FactParts, FactTexts } from "../facts.ts";

export const factParts: FactParts = { account: "賣場", buyer: "買家", address: "地址", currency: "幣別", service: "客選物流" };

export const factKinds: FactParts = { ":nothing": "沒有內容", ":null": "空值", ":empty": "空文字", ":text": "文字", ":list": "清單", ":object": "物件", ":boolean": "真或假", ":number": "數字", ":int": "整數", ":html": "網頁", ":control": "文字中的控制字元", ":end": "殘缺的文字", ":else": "其他內容" };
export const factUnits: FactParts = { characters: "個字元", entries: "項" };
export const factQuote = (text: string): string => `「${text}」`;

// prettier-ignore
export const facts: FactTexts = {
  fetched: (status) => `從平台抓取，平台狀態 ${status}`, newer_version: "平台有更新的版本", changed_there: "平台有變更", cancel_asked: "買家申請取消", closed_there: "平台已關閉", order_closed_there: "其中的訂單在平台已關閉", cancelled_there: "平台已取消", shipped_by_others: "已用其他方式出貨",
  amounts_agree: "金額、幣別、狀態相符", channel_says_paid: "平台顯示已付款", channel_says_pending: "平台顯示待付款", payment_changed: "付款有變化", refunded: "已退款", refunded_there: "平台已退款", nothing_to_ask: "無需人工處理", released_by_hand: "卡單已全部人工放行", wrote_after_review: "審核後買家來信",
  only_shop_or_payment: "只有賣場和收款帳號可以匯入報文", not_quarantined: "不在隔離中",
  no_other_order: "沒有同地址的其他訂單", account_never_merges: "該賣場不合併", merge_time_over: "超過等待時間未合併", merged_by_policy: "按賣場設定自動合併", merged_by_hand: "人工合併", merged: "已合併", parcelled_up: "生成包裹", taken_apart: "人工拆開",
  order_in_stage: (order, stage) => `${order}：${stage}`, order_held: (order) => `${order} 有卡單`, order_held_by: (order, holds) => `${order}：${holds}`, differs_in: (order, part, than) => `${order} 與 ${than} 的${part}不同`, shares_parcel: "與其他訂單同一個包裹，先撤銷合併",
  routed: (method, warehouse) => `倉庫 ${warehouse}，物流 ${method}`, target_missing: "目標已不存在", warehouse_deleted: "倉庫已刪除", method_deleted: "物流方式已刪除", method_inactive: "物流方式已停用", country_not_served: (country) => `不到${country}`, too_heavy: (weight, most) => `重 ${weight}，上限 ${most}`, not_from_this_warehouse: "不能從這個倉庫發",
  booked_already: "之前已下單", own_number: (method) => `${method}，自有單號`, booked: (service, number) => `${service}，${number}`, carrier_not_asked: "無法向物流商查詢", no_connector: (name) => `本伺服器沒有介面「${name}」`, credentials_unreadable: "儲存的授權資訊無法讀取", asking_again: "正在重新查詢", slow_down: "物流商限制了請求頻率", quote_above: (quote, limit) => `報價 ${quote}，上限 ${limit}`, unreadable_at: (path) => `返回內容無法識別，位置 ${path}`, no_such_booking: "物流商沒有這筆下單",
  nothing_chosen: "選擇倉庫或物流方式", all_in_stock: "每個商品都有庫存",
  on_pick_list: "已排入揀貨單", picked: (wave) => `波次 ${wave} 揀齊`, too_few: (wave) => `波次 ${wave} 貨品不足`, left_wave: (wave) => `有卡單，移出波次 ${wave}`, wave_undone: (wave) => `波次 ${wave} 已撤銷`, wave_ended: (wave) => `波次 ${wave} 已結束`, not_on_wave: (wave) => `不在波次 ${wave} 中`, wave_needs: (wave, qty) => `波次 ${wave} 只需 ${qty} 件`, slot_in_stage: (slot, stage) => `${slot} 號格：${stage}`,
  label_made: "已產生列印檔案", label_printed: "面單已列印", not_on_document: "不在這個列印檔案裡", label_here: "面單已到", nothing_to_print: "沒有可列印的面單", printed_times: (n) => `已列印 ${n} 次`, no_booking: "還沒有下單", no_number_yet: "還沒有追蹤號", other_address: "面單上是舊地址", address_erased: "收件地址已清除", label_missing: "物流商還沒有返回面單檔案", label_differs: "面單檔案與存檔不一致", label_unreadable: "面單檔案無法讀取", label_zpl: "ZPL 面單直接發到標籤印表機，不能放進 PDF",
  changed_while_drawn: "列印過程中有變更", letters_missing: "部分文字沒有對應字型，列印成方框", beyond_right: (element, mm, most) => `${element} 右邊到 ${mm} 毫米，紙寬 ${most} 毫米`, beyond_bottom: (element, mm, most) => `${element} 下邊到 ${mm} 毫米，紙高 ${most} 毫米`,
  weighs: (scale, expected) => `秤上 ${scale}，應為 ${expected}`, weighed_otherwise: "重量不符", no_news_for: (n) => `${n} 天沒有新軌跡`,
  all_scanned: "全部掃描完成", shipped_at: (at) => `${at} 已出貨`, skus_open: (n, of) => `${of} 個 SKU 中有 ${n} 個沒掃完`, asked_last_at: (order, at) => `${order}：上次向平台確認是 ${at}`, no_single_piece: (sku) => `沒有只含一件 ${sku} 的待發包裹`, line_has: (sku, n, of) => `${sku}：${n} / ${of}`, other_scan: "這次掃描已記在別的商品上",
  channel_answered: "平台已答覆", channel_has_it: "平台已收到", no_carrier_word: "物流方式沒有填平台承運商", nothing_to_tell: "沒有待標記的出貨",
  looked_again: "重新檢查", time_has_come: "時間已到", unexpected: "意外故障", in_stage: (stage) => `目前在「${stage}」`, held_by: (holds) => holds, fault_needs_reason: "放行需要填寫原因", time_is_over: "這個時間已過，請選更晚的時間", hold_changed: "卡單內容在你查看後有變化",
  approved: "審核通過", set_aside: "掛起", taken_up: "取消掛起", tried_again: "人工重試", goes_alone: "單獨出貨", routed_again: "重新走規則", chosen_by_hand: "人工指定", address_corrected: "修改地址", booked_or_shared: "已按舊地址出面單，或與其他訂單同一個包裹", stock_given_back: "已釋放占用",
  free_only: (n) => `只有 ${n} 件可用，其餘已被包裹占用`, nothing_differs: "數量沒有變化", id_used: "這個編號已用於其他商品", barcode_taken: "另一個 SKU 已用這個條碼", name_taken: "另一個帳號已用這個名稱", email_taken: "這個信箱已有人使用", version_now: (version) => `目前是第 ${version} 版`, currency_unknown: (currency) => `不支援幣別 ${currency}`, below_zero: "不能小於零", left_empty: "沒有填寫", needed_by: (service) => `${service} 需要填寫`, holds_at_most: (n) => `一個倉庫一個 SKU 最多 ${n} 件`, being_written: "正在由另一個請求寫入，請稍後再試",
  url_unreadable: "寫成 https://主機名稱", url_with_password: "位址中不能帶使用者名稱或密碼", url_with_query: "位址中不能有 ? 或 #", url_not_https: "只允許 https；內網主機在 ARGOSY_ALLOW_HOSTS 中列出", again_in: (s) => `${s} 秒後再試`, password_easy: "太容易被猜到。不要用常見單字、連續或重複的字元、電子郵件或公司名稱，幾個互不相干的詞連在一起就很好", password_differs: "目前密碼不對", log_entry: (id) => `日誌編號 ${id}`,
  number_needs_account: "單號由承運商提供時，要選承運商帳號", account_needs_carrier_number: "單號由承運商提供時才能選承運商帳號", no_carrier_label: "單號不由承運商提供，就沒有承運商面單", not_this_company: "不屬於本公司", known_are: (names) => `可選：${names}`, asks_for: (service, names) => `${service} 只需要 ${names}`, no_such_connector: (name) => `這裡沒有 ${name} 這個介面`, token_was_printed: "是服務啟動時顯示的網址末尾的一次性權杖",
  want_kind: (kind, found) => `應為${kind}，實際是${found}`, want_at_least: (n, unit, found) => `至少 ${n} ${unit}，實際是${found}`, want_at_most: (n, unit, found) => `最多 ${n} ${unit}，實際是${found}`, want_one_of: (names, found) => `應為 ${names} 之一，實際是${found}`, want_currency: (found) => `系統不支援的幣別${found}`, want_same_currency: (currency, found) => `應與訂單總額同為 ${currency}，實際是${found}`, want_amount: (currency, found) => `應為 ${currency} 金額，實際是${found}`,
  want_instant: (found) => `應為帶時區的時間，實際是${found}`, want_near_time: (found) => `更新時間比現在晚一天以上：${found}`, want_country: (found) => `應為兩位國家代碼，實際是${found}`, want_json: (found) => `應為 JSON，實際是${found}`, want_depth: (n) => `巢狀超過 ${n} 層`, want_fulfilments: "部分出貨的商品缺少出貨紀錄", want_exact_sums: "金額太大，無法精確計算",
  vendor_signed_out: (said) => `授權失效：${said}`, vendor_refused: (said) => `被拒：${said}`, vendor_unavailable: (said) => `沒有回應：${said}`, vendor_unclear: (said) => `結果未知：${said}`, vendor_slow_down: (s) => `對方限制了請求頻率，${s} 秒後再試`, vendor_unreadable: (path, said) => `返回內容無法識別，位置 ${path}：${said}`,
};
