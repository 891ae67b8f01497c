import type { floor as english } from "../en/floor.ts";

export const floor: typeof english = {
  columns: { parcel: "包裹", goods: "商品", country: "目的地", method: "物流方式", warehouse: "倉庫", wave: "波次", tracking: "追蹤號", weight: "重量", printed: "列印", booked: "下單" },
  why: { inWave: "已在波次中", held: "包裹有卡單", notReserved: "沒有佔用庫存", printed: "已列印過，請用補打", notPrinted: "還沒有列印", noLabel: "物流商沒有給面單", shipped: "已出貨" },
  putBack: {
    title: "待歸位", pieces: (n: string) => `${n} 件`, show: "檢視", hint: "揀下來但已沒有包裹需要的商品：包裹缺貨、卡單或已取消。請按貨位放回。", back: "已放回", all: "全部已放回", none: "商品都已放回貨位。", done: (n: string) => `${n} 行已放回貨位`,
  },
  waves: {
    title: "波次", make: "生成波次", makeAll: "批次生成波次", makeHint: "每個倉庫生成一個波次，放入沒有卡單的待揀包裹，先到時限的在前，不超過下面的包裹數。其餘的留到下次生成。", warehouse: "倉庫", anyWarehouse: "全部倉庫", maxRefused: (most) => `請填 1 到 ${most} 的整數`, maxParcels: "每個波次的包裹數", none: "沒有包裹等待波次", leftFree: (n) => `${n} 個包裹留到下一波次`, leftHeld: (n) => `${n} 個包裹卡單`, made: (n) => `已生成 ${n} 個波次`,
    open: "待揀", picked: "已揀完", cancelled: "已撤銷", all: "全部", parcels: (n) => `${n} 個包裹`, units: (n) => `${n} 件`, pick: "揀貨", print: "揀貨單", undo: "撤銷波次", undoHint: "包裹重新等待揀貨。", undone: (no) => `${no} 已撤銷`,
    wave: "波次", created: "生成時間", by: "生成人", pickedAt: "揀完時間", state: "狀態", count: "包裹", unitCount: "件數", empty: "沒有待揀的波次", emptyHint: "波次把同一倉庫的包裹放進一張揀貨單，按貨位路線排序。可從待揀包裹生成。", openWaves: "待揀波次", allWaves: "全部波次", toLabels: "去打單", detail: "波次", back: "波次",
    bin: "貨位", sku: "SKU", qty: "數量", taken: "已揀", slots: "分揀格", slot: "格", noBin: "無貨位", held: "卡單", finish: "揀貨完成", printWave: "列印本波次面單", progress: (taken, of) => `已揀 ${taken} / ${of}`, preview: "揀貨單列印效果", steps: "揀貨路線", inWave: "本波次的包裹",
  },
  pick: {
    take: "揀", of: (n, total) => `第 ${n} 步，共 ${total} 步`, bin: "貨位", noBin: "無貨位", one: "+1", allOf: (n) => `揀齊 ${n} 件`, short: "貨不夠", shortHint: (n) => `按 ${n} 件繼續`, next: "下一步", previous: "上一步", scanHint: "掃商品條碼或點按", binRight: "貨位正確，請掃商品", wrong: (code) => `${code} 不是這件`, unknown: "不在這張揀貨單上", tooMany: "數量已經夠了", otherStep: (sku) => `${sku} 在別的貨位`, toSlots: "放入分揀格",
    offline: (n) => `無網路，${n} 筆暫存本機`, saved: "已儲存", overview: "總覽", summary: "貨位已走完", everything: "全部揀齊", missing: "沒找到", willPass: "完成，轉打單", finishShort: "完成，缺貨包裹移出波次", finished: (picked, short, held) => [`${picked} 個包裹已揀齊，可以打單`, ...(short === "0" ? [] : [`${short} 個缺貨，已移出波次`]), ...(held === "0" ? [] : [`${held} 個卡單，已移出波次`])].join("；"), ended: "這個波次已結束", toWaves: "返回波次", resume: "繼續", keys: "空白鍵 +1 · A 揀齊 · S 缺貨 · ← →", waiting: "正在傳送揀貨結果",
  },
  labels: {
    printPdf: "列印", printElsewhere: "此瀏覽器不能在這裡直接列印 PDF，請在新分頁開啟後列印。", print: "列印面單", reprint: "補打", toPrint: "待列印", printedView: "已列印", template: "列印範本", documents: "列印檔案", documentsHint: "每個物流商一個檔案，按揀貨順序排頁。", pages: (n) => `${n} 頁`, openPdf: "新分頁開啟", preview: "預覽", failed: (n) => `${n} 個沒有列印`, nothingPrinted: "沒有列印任何面單", times: (n) => `${n} 次`, needsPaper: (sizes) => `紙張 ${sizes} mm`, stripPaper: "每頁加長 18 mm：100 × 150 mm 的面單需用 100 × 168 mm 的紙。固定長度的標籤紙請勿勾選。", pickStrip: "面單帶揀貨條（+18 mm）", toLabel: (n, held) => `${n} 張待列印${held === "0" ? "" : `，${held} 個卡單`}`, noneToPrint: "沒有包裹等待面單：已經發出，或已移出波次。", wavesToPrint: "待列印波次", done: "完成", again: "補打整個波次", reason: "補打原因",
    unconfirmed: "已產生，未確認", paper: (n) => `${n} 個列印檔案待確認`, paperHint: "PDF 不等於紙。印好後請確認；沒印好的退回打單，用同一個下單重新列印，不會再付運費。掃描過的包裹不再詢問。", later: "稍後確認", allGood: "全部印好", someSpoiled: "有沒印好的", confirmed: "已確認", spoiledTitle: "哪些沒印好", spoiledHint: "勾選的包裹退回打單，其餘記為已印好。", fromHere: "從這頁起全選", page: (n) => `第 ${n} 頁`, spoiledReason: "原因，如卡紙、碳帶斷了", sendBack: (n) => `${n} 個退回打單`, openPages: (n) => `${n} 張未確認`,
    result: (labels, docs) => `${docs} 個檔案，${labels} 張面單`,
  },
  template: {
    title: "列印範本", intro: "物流商不給面單時由商舶繪製的地址標籤，單位公釐。", paper: "紙張", withStrip: (size) => `帶揀貨條時：${size} 公釐`, elements: "元素", add: "新增", field: "欄位", text: "文字", barcode: "條碼", line: "線條", x: "左", y: "上", w: "寬", h: "高", size: "字級", bold: "加粗", content: "內容", remove: "刪除", duplicate: "複製", undo: "撤銷", redo: "重做", save: "儲存", saved: "已儲存，下次列印生效", saveNothing: "沒有改動", preview: "真實列印效果，用已知最長的資料", outside: (n) => `${n} 個元素超出紙張`, tooClose: (n) => `${n} 個元素會互相擠在一起`, closeHint: "與其他元素重疊，或與旁邊文字相距不足 2 mm", front: "列表靠後的在上層", select: "在標籤或列表中選一個元素", drag: "拖曳移位；方向鍵移 0.5 公釐，加 Shift 移 5 公釐", mm: "公釐", pt: "磅", version: (n) => `第 ${n} 版`, readonly: "你的角色只能檢視",
    fields: {
      to_name: "收件人", to_company: "收件公司", to_address: "街道地址", to_city_line: "城市、州、郵遞區號", to_country: "國家", to_phone: "電話", from_address: "寄件人", parcel_no: "包裹號", tracking_no: "追蹤號", order_nos: "訂單號", method: "物流方式", weight: "重量", goods: "商品明細", buyer_note: "買家留言", printed_at: "列印時間",
    },
  },
  shipping: { station: "開啟掃描台", shipMany: "免掃出貨", shipManyHint: "用於在別處已打包稱重的包裹" },
  scan: {
    title: "掃描出貨", waiting: (n) => `待發 ${n}`, waitingUnknown: "待發數讀取失敗，重試", ready: "請掃描包裹", readyHint: "包裹號、追蹤號、分揀格或商品條碼", input: "掃描或輸入", slot: "分揀格", noSlot: "–", next: "請掃", complete: "已驗齊", completeHint: "掃面單或 DONE 出貨", shipped: "已出貨", lines: "包裹明細", pieces: (done, of) => `${done} / ${of}`, note: "買家留言", weight: "重量", expected: (w) => `預計 ${w}`, weighHint: "可選：輸入克數記錄重量，如 350g", oddWeight: (w, expected) => `秤得 ${w}，預計 ${expected}`, oddWeightHint: "請重新秤重。照此出貨會被卡單等主管處理，主管已放行的重量除外。", recent: "最近發出十個", scans: "最近掃描", none: "你還沒有出貨",
    commands: { done: "出貨", undo: "撤銷一件", skip: "先放一邊", go: "繼續" }, leave: "退出", sounds: "聲音開", soundsOff: "聲音關", scanner: "掃描器", keyboard: "鍵盤", idle: "等待掃描", online: "已連線", offline: "網路中斷，正在重試", queued: (n) => `${n} 次掃描待處理`, busy: "核對中", full: "已齊",
    stopGo: "知道了，繼續", stopHow: "按 Esc 或掃這個碼，其他掃描不起作用。", ignored: "掃描未處理：請先繼續", put: "這個包裹先放一邊",
    warnings: { buyer_note: "買家有留言", printed_again: "面單列印過多次，舊面單請作廢" },
    stops: {
      barcode_unknown: "沒有這個條碼", not_on_parcel: "這件商品不屬於這個包裹", line_full: "這個包裹裡這種商品已經夠了", parcel_held: "停：包裹被卡單", already_shipped: "這個包裹已經發出", wrong_stage: "這個包裹還不能出貨", parcel_incomplete: "還有商品沒掃", weight_differs: "停：重量不符，請主管處理", channel_silent: "停：平台沒有回覆這個訂單，請主管處理", order_cancelled: "停：訂單已取消", label_outdated: "面單上的地址已過期", last_look_failed: "無法向平台確認訂單是否有效", no_label: "這個包裹沒有面單", parcel_not_found: "沒有這個包裹", wrong_label: "不是這個包裹的面單", weight_without_unit: "重量要帶單位，如 350g",
      nothing_open: "請先掃描包裹", no_single_piece: "請先掃包裹號或面單", nothing_to_undo: "沒有可撤銷的掃描，已出貨的不能撤銷",
    },
  },
};
