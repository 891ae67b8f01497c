// prettier-ignore
export const fields: Readonly<Record<string, string>> = {
  name: "名稱", email: "電子郵件", password: "密碼", company: "公司", kind: "類型", locale: "語言", token: "口令", current: "目前密碼", role: "角色", id: "編號",
  disabled: "停用", stage: "環節", view: "檢視", hold: "卡單原因", accountId: "店鋪", country: "國家", q: "搜尋", sku: "SKU", after: "清單位置", limit: "每頁條數或運費上限",
  act: "操作", targets: "所選列", ids: "所選列", matching: "篩選條件", mappings: "配對", reason: "原因", seen: "看到的內容", code: "編碼", until: "截止時間", version: "版本", shipTo: "收件地址",
  line1: "地址第一行", line2: "地址第二行", city: "城市", state: "州/省或狀態", postcode: "郵遞區號", phone: "電話", groups: "合併組", orderId: "訂單", paymentId: "付款紀錄", body: "內容",
  warehouseId: "倉庫", methodId: "物流方式", waveId: "波次", parcelIds: "包裹", maxParcels: "每波包裹數", skuId: "SKU", qty: "數量", everything: "全部揀齊",
  pickStrip: "揀貨條", spoiled: "沒印好的面單", widthMm: "紙寬", heightMm: "紙高", elements: "範本元素", field: "欄位", x: "左邊距", y: "上邊距", w: "寬", h: "高", size: "字級",
  bold: "粗體", text: "文字", parcelId: "包裹", scanId: "掃描編號", weightG: "重量（克）", nameEn: "英文名稱", nameZh: "中文名稱", barcode: "條碼", imageUrl: "圖片網址",
  declaredNameEn: "英文申報名", declaredNameZh: "中文申報名", declaredValue: "申報價值", minor: "金額", currency: "幣別", hsCode: "海關編碼", originCountry: "原產國",
  channelSku: "平台 SKU", only: "篩選", receiptId: "入庫編號", reference: "參考號", lines: "商品列", bin: "貨位", adjustId: "盤點編號", delta: "增減數量", address: "地址",
  isDefault: "預設倉庫", carrierAccountId: "物流帳號", service: "物流服務", books: "下單順序", numberSource: "單號來源", label: "面單", channelCarrier: "平台承運商",
  maxWeightG: "最大重量（克）", countries: "國家", warehouseIds: "倉庫", active: "啟用", numbers: "單號", connector: "平台或服務", site: "站點", baseUrl: "服務網址",
  credentials: "授權資訊", colour: "顏色", provenBy: "付款依據", toleranceMinor: "容差", transactionId: "交易號", mergePolicy: "合併方式", mergeWaitMinutes: "合併等待分鐘數",
  paymentAccountId: "收款帳號", warehousePolicy: "出貨倉庫", outagePolicy: "平台無回應時", asksPayerAddress: "核對付款地址", asksUnprotected: "核對賣家保障", paused: "暫停", decision: "規則類型", basedOn: "所依據的版本", rules: "規則", enabled: "啟用", when: "條件",
  fact: "條件項", op: "比較方式", values: "取值", min: "最小值", max: "最大值", then: "目標", number: "單號", url: "網址",
};
