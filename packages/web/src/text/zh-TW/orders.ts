import type { orders as english } from "../en/orders.ts";

export const orders: typeof english = {
  columns: {
    order: "訂單", parcel: "包裹", goods: "商品", buyer: "買家", country: "目的地", total: "金額", paid: "付款時間", stage: "環節", method: "物流方式", warehouse: "倉庫", shipBy: "出貨時限", reason: "卡單原因", tracking: "追蹤號", status: "狀態", weight: "重量", orders: "訂單", placed: "下單時間", nextTry: "下次處理", shipped: "出貨時間", account: "賣場",
    source: "來源", externalId: "平台單號", received: "接收時間", size: "大小", state: "狀態", error: "無法識別的原因", cost: "運費",
  },
  filters: { account: "賣場", country: "國家", sku: "SKU", hold: "卡單原因", warehouse: "倉庫", method: "物流方式", q: "搜尋", state: "狀態", stage: "環節" },
  acts: {
    approve: "審核通過", release: "放行", hold: "掛起", unhold: "取消掛起", cancel: "取消", recheck: "重新核查", go_alone: "單獨出貨", accept_payment: "認款",
    reroute: "重新走規則", set_route: "指定物流", retry: "重試", pin: "優先配貨", unpin: "取消優先", retry_notice: "重新標記出貨", free_stock: "釋放佔用", deliver: "登記妥投", bring_back: "登記退回", lose: "登記丟件", unlabel: "面單沒印好，退回打單", any_warehouse: "多倉庫出貨",
  },
  routeHint: "沒有選的，由規則決定。",
  actHints: { approve: "解除待審核的全部卡單並進入下一環節", release: "解除目前卡單，要寫原因，記入時間線", hold: "擱置並寫明原因，直到有人取消掛起", snooze: "擱置到指定時間，到時自動繼續" },
  snooze: "暫緩", reply: "到平台回覆", editAddress: "修改地址", replay: "重新識別", importFile: "匯入報文", viewRaw: "原始報文", mergeVerb: "合併", unmerge: "撤銷合併", takeBack: "退回包裹", claimPayment: "認領付款", unclaimPayment: "不屬於本單", reviewMode: "審單模式", mapSku: "配對 SKU",
  approveMany: (n) => `最多將審核通過 ${n} 個訂單。買家留言和站內信沒有逐個看過，審核通過後不能撤銷。`,
  why: { firm: (name) => `「${name}」不能放行，按它的辦法處理`, heldInParcel: (no) => `卡單在包裹 ${no} 上，在本頁處理`, heldInParcels: "卡單在包裹上，到訂單詳情處理", notInShipping: "不在待出貨",
    notHeld: "沒有卡單", notParked: "沒有掛起", notInReview: "不在待審核", notInMerge: "不在合併訂單", notInPayment: "不在付款核查", closed: "已關閉", shipped: "已出貨", tooLate: "已過這個環節", notHere: "不在這個環節", notBooked: "不在物流下單", cancelled: "已取消", ended: "已送達或已結束", notShipped: "還沒有出貨", reserved: "沒有佔用庫存", faultOpen: "有問題需先修正",
    notRouted: "還沒有路線，用「重試」", alreadyPinned: "已優先", notPinned: "沒有設優先", notMerged: "只有一個訂單"
  },
  emptyAll: { orders: "還沒有訂單。從賣場抓取的訂單都會列在這裡，無論走到哪個環節。", parcels: "還沒有包裹。訂單離開「合併訂單」後產生包裹，無論走到哪個環節都會列在這裡。" },
  cures: { map: "去配對", sku: "補資料", buy: "採購計劃", rules: "改規則", numbers: "加單號", connect: "看帳號", merge: "去合併", stock: "查庫存", print: "去打單", order: "看訂單" },
  releaseOne: "放行",
  eraseBuyer: {
    verb: "刪除該買家資訊", save: "匯出該買家資料", about: "該買家在本店鋪所有訂單的姓名、地址、電子郵件、留言、站內信、付款人、報文和面單都會永久刪除；單號、商品和金額保留。尚未發出的訂單先保留地址，發出後自動刪除。",
    done: (erased: number, kept: readonly string[]) => `${erased === 0 ? "暫時沒有可刪除的訂單" : `已刪除 ${erased} 個訂單中的買家資訊`}${kept.length > 0 ? `；${kept.join("、")} 發出後自動刪除` : ""}`,
  },
  inbox: {
    states: { quarantined: "隔離", received: "已接收", projected: "已識別", ignored: "已忽略" },
    noGoods: "訂單裡沒有商品", unread: (what) => what, broken: (logId) => `系統故障，識別中斷（日誌 ${logId}）`, cures: { malformed: "報文已完整留存，沒有遺失。內容有誤就到平台改正，平台會再送一次；格式有變就升級商舶，再點「重新識別」。在此之前，這筆單據到平台處理。", broken: "報文沒有遺失。點「重新識別」；再次中斷就把日誌號碼告訴管理員。" },
    where: (path) => `位置 ${path}`, expected: (what) => `無法識別：「${what}」`, noId: "無單號", importTitle: "匯入報文", importHint: "貼上平台返回的報文，走與抓單相同的流程。", importDone: (stored, projected, quarantined, ignored) => `已存 ${stored} 條：識別 ${projected}，隔離 ${quarantined}，忽略 ${ignored}`, body: "報文內容", choose: "選擇帳號", title: "報文",
    emptyOther: "沒有這個狀態的報文。",
  },
  merge: {
    waiting: "等同一買家的另一個訂單", saving: (money) => `約省 ${money}`, noSaving: "運費差額未知", until: (at) => `${at} 後單獨發`, ordersOf: (n) => `${n} 個訂單`, sum: "合計", mergeSome: (n) => `合併 ${n} 個訂單`, alone: "單獨出貨", mergeAll: (n) => `合併全部 ${n} 組`, merged: "已合併為一個包裹", undo: "撤銷", undone: "已撤銷合併，訂單已退回", tooFew: "至少勾選兩個訂單", view: "合併組", viewOrders: "此環節全部訂單", weight: "合重", noWeight: "重量未知",
  },
  review: {
    left: (n) => `剩 ${n} 單`, next: "下一單", previous: "上一單", exit: "退出審單模式", approve: "審核通過", snooze: "暫緩", done: "全部審完", doneWhy: "新訂單會自動出現在這裡。", snoozeFor: "暫緩", hours: (n) => `${n} 小時`, tomorrow: "到明天 9:00", note: "買家留言", messages: "站內信", cantApprove: "有問題需先修正", approved: (no) => `${no} 已通過`, changed: "檢視期間內容有變化，再看一遍。", otherReasons: "其他原因", open: "訂單詳情", seen: "只通過你看到的內容", cancel: "取消訂單", noReply: "到平台回覆，下次同步後這裡會更新",
    edit: "修改地址",
  },
  page: {
    order: (no) => `訂單 ${no}`, parcel: (no) => `包裹 ${no}`, lines: "商品", payment: "付款", address: "收件地址", messages: "站內信", parcels: "包裹", timeline: "時間線", holds: "卡單原因", pastHolds: (n) => `${n} 條已解除`, raw: "原始報文", customs: "申報", journey: "流程", actions: "操作",
    items: "商品", shipping: "運費", tax: "稅", discount: "折扣", other: "其他", total: "訂單金額", paid: "實付", difference: "差額", equal: "相符", tolerance: (money) => `容差 ${money}`, noPayment: "還沒有找到付款", provenBy: { channel: "以平台狀態為準", own_records: "以收款記錄為準" }, declared: "平台顯示", matchedBy: "匹配方式", fee: "手續費", payer: "付款人", gross: "總額", thisOrder: "本單", givenToNone: "未分配", transactionId: "其他付款的交易號", unclaimHint: "本單的份額退回付款，可分給其他訂單；本單重新核查。", beforeOrder: (span) => `早於下單 ${span}`, afterOrder: (span) => `晚於下單 ${span}`, fitsToo: "同樣符合的訂單：",
    matched: { related: "所屬付款", reference: "交易號", invoice: "發票號碼", payer: "付款人與金額", person: "人工", channel: "平台" },
    paymentStates: { completed: "已入帳", pending: "處理中", denied: "被拒絕", reversed: "被撤回", part_refunded: "部分退款" },
    paidFrom: "付款地址", paymentWarnings: { address_unverified: "地址未驗證", unprotected: "無賣家保障" },
    paymentKinds: { payment: "付款", refund: "退款", reversal: "撤回", fee: "手續費", hold: "凍結", release: "解凍", conversion: "貨幣兌換" },
    userName: "買家帳號", email: "電子郵件", phone: "電話", noMessages: "沒有與買家的站內信", noParcels: "訂單離開「合併訂單」後生成包裹", noParcelsEver: "訂單已關閉，沒有我們的包裹", buyerSays: "買家", sellerSays: "我方", channelSays: "平台", requested: "客選物流", channelStatus: "平台狀態", placed: "下單", paidAt: "付款", note: "留言",
    packed: (weight) => `秤重 ${weight}`, booked: "已下單", notBooked: "未下單", reserved: "已佔用庫存", notReserved: "未佔用庫存", pinned: "優先配貨", label: "面單", noLabel: "還沒有面單", labelNone: "沒有面單", labelErased: "面單已隨買家資訊刪除", labelMasked: "面單上有完整的買家資訊", openLabel: "打開面單", attempts: "物流下單記錄", notices: "標記出貨", trackingTitle: "物流軌跡", noTracking: "還沒有物流軌跡", tries: (n) => `${n} 次`, booksBefore: "先下單後配貨", booksAfter: "先配貨後下單", wave: "波次", printed: (n) => (n === 0 ? "未列印" : n === 1 ? "已列印" : `已列印 ${n} 次`), cost: "運費", service: "服務", route: "路線", why: "為什麼走這條路線",
    attemptStates: { sent: "已傳送", unknown: "結果未知", booked: "成功", handed_over: "已交運", refused: "被拒", absent: "未發生", cancelling: "作廢中", cancelled: "已作廢", cancel_failed: "作廢失敗" },
    noticeStates: { pending: "待發送", sending: "傳送中", unknown: "結果未知", confirmed: "已接受", rejected: "被拒", unsupported: "需手工" },
    byHand: "需人工登記", byHandWhy: "沒有物流帳號回傳軌跡。請勾選後登記妥投、退回或遺失。", trackingStates: { not_found: "暫無軌跡", info_received: "已制單", in_transit: "運輸中", available_for_pickup: "待自提", out_for_delivery: "派送中", delivered: "已妥投", delivery_failure: "投遞失敗", exception: "異常", expired: "超期" },
    addressKept: "地址已修改", addressLeft: "包裹已按此地址出貨，不能再修改。", lookAgain: "再看一遍", payloadOf: (at) => `接收於 ${at}`, unmapped: "未配對", elsewhere: (n) => `系統外已出 ${n} 件`, openOf: "待出 / 下單", stages: { done: "已過", here: "當前", next: "未到" },
    fields: { name: "收件人", company: "公司", line1: "街道地址", line2: "地址第二行", city: "城市", state: "州/省", postcode: "郵遞區號", country: "國家", phone: "電話" },
  },
  timeline: {
    by: { room: "系統", person: "人工", system: "系統", channel: "平台", carrier: "物流商", buyer: "買家", paypal: "PayPal" },
    kinds: { unmasked: "檢視了買家資訊", buyer_erased: "刪除買家資訊", buyer_exported: "匯出買家資料", moved: "流轉", holds: "卡單", changed: "平台變更", wave: "波次", stored: "報文留存", payment: "付款", message: "站內信", tracking: "物流軌跡", address: "修改地址", label_confirmed: "面單已印好", printed: "列印面單", notice: "標記出貨", void: "面單作廢", attempt: "物流下單", merged: "合併", unmerged: "撤銷合併", pinned: "優先配貨", unpinned: "取消優先", payment_accepted: "認款", payment_matched: "已認領付款", payment_unmatched: "已取消認領付款", order_left: "訂單移出包裹", left_parcel: "移出包裹", route_chosen: "指定出貨方式" },
    opened: (name) => `卡單：${name}`, closed: (name) => `解除：${name}`, born: "抓單", made: "生成包裹",
    what: { lines: "商品", total: "金額", address: "地址", note: "留言", payment: "付款", state: "狀態" },
    open: (change) => `待出數量 ${change}`,
    notCounted: "關聯記錄，不計入",
    toRoom: (name) => `到${name}`, details: "詳情", explain: "依據", fewer: "收起", all: "全部", empty: "還沒有記錄", showAll: (n) => `顯示全部 ${n} 條`,
  },
  explain: {
    warehouse: "倉庫", method: "物流方式", version: (n) => `規則版本 ${n}`, setBy: { member: "人工指定", nobody: "無", stock: "有貨的倉庫優先", person: "人工指定", rule: "規則決定", default: "預設", import: "匯入指定" }, none: "沒有合適的", facts: "當時的資訊", tried: "按順序比對的規則",
    is: { won: "命中", off: "已停用", condition_failed: "不符合", target_unusable: "符合，但不能承運", came_later: "也符合，排在後面" },
    factNames: { channel: "平台", site: "站點", account: "賣場", country: "國家", postcode: "郵遞區號", currency: "幣別", amountMinor: "金額", weightG: "重量", qty: "件數", skus: "SKU", requestedService: "客選物流" },
  },
  raw: { title: "原始報文", search: "在報文中搜尋", hits: (n) => `${n} 處`, copy: "複製全部", none: "沒有留存報文", notJson: "不是 JSON，按原樣顯示", tooLong: (shown, all) => `顯示前 ${shown} 行，共 ${all} 行` },
  masked: { erased: "已清除", why: "買家資訊已遮罩，你的角色用不到姓名和地址", onRecord: "買家資訊已遮罩，誰在何時檢視會留下紀錄", show: "檢視買家資訊", shown: "已顯示，並已記入時間線", hide: "隱藏" },
  tracking: { notice: "標記出貨" },
};
